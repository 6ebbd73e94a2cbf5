/** All words of the page, in Chinese and English. */

const WORDS = {
  zh: {
    skip: "跳到内容", language: "English", ask: "用自己的话提问,例如:如何消除空壳村", search: "搜索", question: "问题", mode: "方式", hybrid: "综合", lexical: "字词", semantic: "语义",
    neutral: "成效均为来源所报告,附原文出处;本站不作评价。", examples: "试一试", unknown: "这个地址没有内容;请在上面提问。", nothing: "没有找到能回答这个问题的段落。", empty: "尚未载入任何材料;请先运行 atlas ingest。", lacking: "没有这里的材料:", broader: "相近主题:", nearest: "最接近的段落如下。", similar: "相似做法", within: "限于 ", key: "zh", degraded: "图谱暂不可用:地点和做法未显示。", loading: "正在查找…", results: "条结果", placeOpen: "原文未说明地点",
    why: "为何命中", source: "查看原文", practice: "做法", role: { practice: "做法", problems: "问题", next_steps: "下一步" }, legs: { words: "字词", vector: "语义", concepts: "概念", named: "点名", graph: "图谱:针对此问题", figures: "数值相符", years: "年份相符", reranker: "重排模型" }, no: "第 ", coverage: "材料覆盖", province: "省份", untold: "尚无材料:", problem: "问题",
    filters: "筛选", facet: { problem: "问题", place: "地方", year: "年份", figure_role: "数字的性质", kind: "类别" }, moreValues: "更多", rose: "增长幅度", among: "共", passages: "个段落",
    by: { practice: "按做法显示", passage: "按段落显示" }, end: "没有更多结果。", before: "上一页", after: "下一页", furtherPassages: "其他段落", sameAs: "段落同上,见第 ", sorts: { problems: "针对问题", measures: "举措", outcomes: "报告成效", targets: "目标", inputs: "投入", context: "背景" },
    call: "API 调用", reported: "据来源报告", target: "目标", context: "背景", input: "投入", outcome: "成效", evidence: "依据", back: "返回", all: "全部", section: "段落用途", aliases: "又称", basis: "根据", relation: "关系", thing: "内容", web: "关系图", document: "文献", nearby: "(同一来源)",
    kind: { programme: "项目", method: "工作法", locality: "地方", measure: "举措", problem: "问题", outcome: "成效", plan: "计划" },
  },
  en: {
    skip: "Skip to content", language: "中文", ask: "Ask in your own words, e.g. how to eliminate empty-shell villages", search: "Search", question: "Question", mode: "Mode", hybrid: "Hybrid", lexical: "Words", semantic: "Meaning",
    neutral: "Outcomes are what sources report, each shown with its source; nothing here is a judgement.", examples: "Try", unknown: "There is nothing at this address; ask above.", nothing: "Nothing in this collection answers this.", empty: "Nothing is loaded yet; run atlas ingest first.", lacking: "It holds nothing about ", broader: "It does speak of: ", nearest: "What comes nearest follows.", similar: "Similar practices", within: "only within ", key: "en", degraded: "The graph is away for the moment: places and practices are missing.", loading: "Searching…", results: "results", placeOpen: "place not stated in the source",
    why: "Why", source: "Open the source", practice: "Practice", role: { practice: "practice", problems: "problems", next_steps: "next steps" }, legs: { words: "words", vector: "meaning", concepts: "concepts", named: "named", graph: "graph: addresses this problem", figures: "figures of that size", years: "of that year", reranker: "reranker" }, no: "no. ", coverage: "What is covered", province: "Province", untold: "No evidence yet: ", problem: "Problem",
    filters: "Filters", facet: { problem: "Problem", place: "Place", year: "Year", figure_role: "Figures", kind: "Kind" }, moreValues: "more", rose: "Rose by", among: "among", passages: "passages",
    by: { practice: "show practices", passage: "show passages" }, end: "There is nothing further.", before: "Previous", after: "Next", furtherPassages: "further passages", sameAs: "same passage as in no. ", sorts: { problems: "Addresses", measures: "Measures", outcomes: "Reported", targets: "Targets", inputs: "Inputs", context: "Background" },
    call: "API call", reported: "reported by the source", target: "target", context: "background", input: "input", outcome: "outcome", evidence: "Evidence", back: "Back", all: "all", section: "Part of the report", aliases: "also", basis: "Basis", relation: "Relation", thing: "What", web: "Graph", document: "Document", nearby: "(same source)",
    kind: { programme: "programme", method: "method", locality: "locality", measure: "measure", problem: "problem", outcome: "outcome", plan: "plan" },
  },
};

let language = localStorage.getItem("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");

/** Gives the words of the chosen language. */
export function words() {
  return WORDS[language];
}

/** Gives the chosen language: "zh" or "en". */
export function chosen() {
  return language;
}

/** Takes the other language. */
export function toggle() {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem("language", language);
}
