"""Tables of text and what the rules find in it; the texts are made up for the purpose."""

import sys

import pytest

from graph.model import DocumentGraph
from graph.schema import Kind, Relation
from ingest.pipeline import understand
from ingest.readers import SourceFile


def graph_of(text: str) -> DocumentGraph:
    return understand(SourceFile("text", "text", text))


def names(text: str, *kinds: Kind) -> list[str]:
    return sorted(e.name for e in graph_of(text).entities if e.kind in kinds)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县里深入开展“两访三问”活动,推动干部下沉。", ["两访三问活动"]),
        ("全市推行“一线三色”工作法,效果明显。", ["一线三色工作法"]),
        ("深化“春雨”“暖阳”两项行动。各村实施“春雨”“暖阳”行动。", ["春雨行动", "暖阳行动"]),
        ("全镇实施乡村振兴领雁工程,选出带头人。", ["乡村振兴领雁工程"]),
        ("各支部建立无职党员积分考评制度。", ["无职党员积分考评制度"]),
        ("出台《村级事务公开管理办法》,全面执行。", ["《村级事务公开管理办法》"]),
        ("他说:“我们一定把工作做好。”", []),
        ("选优配强村“两委”班子,打通“最后一公里”。", []),
        ("加强党建工作,完善工作机制。", []),
        ("以“邻里合伙人”为契机,动员居民。", ["邻里合伙人"]),
        ("推出“369”红色驿站2.0工作模式。", ["369红色驿站2.0工作模式"]),
        ("“暖心”为老服务项目受到欢迎。", ["暖心为老服务项目"]),
        ("实施3个重点项目（微菜园项目、邻里节项目以及楼道项目）。", ["微菜园项目", "楼道项目", "邻里节项目"]),
        ("村里开办课堂:一是书法课堂,每周两次;二是棋艺课堂,老人来教。", ["书法课堂", "棋艺课堂"]),
        ("村里列出重点:一是建强阵地,夯实基础;二是配强队伍。", []),
        (
            "通过每月民情日、“漫步街巷”、党员领办微心愿等系列行动,听取民意。",
            ["党员领办微心愿", "每月民情日", "漫步街巷"],
        ),
        (
            "据悉,古树村落保护服务项目已经启动。记者看到,对古树村落保护服务项目的评估同步进行。",
            ["古树村落保护服务项目"],
        ),
        ("街道召开商圈品质提升百日攻坚专项行动推进会。", ["商圈品质提升百日攻坚专项行动"]),
        ("会上对《关于开展楼道整治的实施意见》作了详细解读。", ["《关于开展楼道整治的实施意见》"]),
        ("采取听民声、看现场、问需求、评效果四步工作法。", ["四步工作法"]),
        ("着力整合“六方邻里资源”,带着“故事”谈机制,筑牢城市“数字底座”。", ["六方邻里资源"]),
        ("辖区共建宁海县粮油行业协会。", []),
        ("先后召开楼院综合治理联席会。", ["楼院综合治理联席会"]),
        ("自管小组不断调整运营模式。", []),
        ("实施三个项目(和谐邻里项目、普及课堂项目)。", ["和谐邻里项目", "普及课堂项目"]),
        ("通过“红色议事”、“你点我上门”等多种活动服务居民。", ["你点我上门", "红色议事"]),
        ("建立领导“包镇联村”和月暗访通报、季考核评比等制度。", ["包镇联村"]),
        ("人民代表大会制度很重要。学生背诵人民代表大会制度。", []),
        ("组建爱心超市联盟。", ["爱心超市联盟"]),
    ],
)
def test_programmes_and_methods(text: str, expected: list[str]) -> None:
    assert names(text, Kind.PROGRAMME, Kind.METHOD) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("安徽省滁州市凤阳县小岗村开展试点。", ["凤阳县", "安徽省", "小岗村", "滁州市"]),
        ("理顺城区、街道职能,整顿软弱涣散村。", []),
        ("投入真金白银建设示范村和标准化社区。", []),
        ("鼓楼区推进治理。", []),
        ("南京市鼓楼区推进治理。", ["南京市", "鼓楼区"]),
        ("黄冈市总结红安经验。", ["红安县", "黄冈市"]),
        ("携手丰台区商会,服务北京市民。", ["丰台区", "北京市"]),
        ("创建国家水土保持示范县。", []),
        ("张江镇在环东、长元、新丰三村举办活动。", ["张江镇", "新丰村", "环东村", "长元村"]),
        ("秦皇岛经济技术开发区组建专班。秦皇岛市支持秦皇岛开发区。", ["秦皇岛市", "秦皇岛经济技术开发区"]),
        ("东明路街道推进治理,东明辖区居民点赞。", ["东明路街道"]),
        ("从“苗圃”变为森林,京津冀携手为太湖流域治水。", ["京津冀", "太湖流域"]),
        ("麻江县坝芒乡水城村种菜,水城村增收。", ["坝芒布依族乡", "水城村", "麻江县"]),
        ("宝山区大场镇青云三村第二居民区开展活动。", ["大场镇", "宝山区", "青云三村第二居民区"]),
        ("推动“熟客社区先锋行动”,建设“熟客社区”。", []),
        ("金梅社区青松小区加装电梯,老旧小区和示范小区都受益。", ["金梅社区", "青松小区"]),
        ("农旺村党总支带领村民修路,农旺村增收。", ["农旺村"]),
        ("该村党支部、帮扶村党支部和示范社区党委结成对子。", []),
        ("镇党委和村两委一起走访,配强村两委班子,新任村支书上岗。", []),
        ("夯实社区党委堡垒,城市社区党委书记上岗,镇里各村党支部响应。", []),
        ("凤阳县农业农村、乡村振兴等部门支持。", ["凤阳县"]),
        ("长白新村街道、滨江沿线街道和携手街道社工办活动。", ["长白新村街道"]),
        ("遵义市新蒲新区核心商圈热闹。打造新区,建设商圈。", ["新蒲新区", "遵义市"]),
        ("上海市浦东花木街道举办嘉年华。", ["上海市", "浦东新区", "花木街道"]),
        ("自长白新村街道推出新规以来,自己家乡变化大。", ["长白新村街道"]),
        ("车队出发,途经柳溪街道、桃坞街道,联合梅岭社区党委慰问。", ["柳溪街道", "桃坞街道", "梅岭社区"]),
        ("联合街道卫生服务中心义诊。党群服务中心联合街道医院授课。颁奖仪式在京举办。", ["北京市"]),
        (
            "黄冈市麻城市三河口镇柳溪、桃坞、梅岭三个村受益。",
            ["三河口镇", "柳溪村", "桃坞村", "梅岭村", "麻城市", "黄冈市"],
        ),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    assert names(text, Kind.LOCALITY) == sorted(expected)


def test_the_same_name_in_two_places_is_two_things() -> None:
    one, other = (graph_of(f"{place}推行“三级联动”工作机制。") for place in ("凤阳县", "吴起县"))
    method = [[e.id for e in g.entities if e.kind is Kind.METHOD] for g in (one, other)]
    assert len(method[0]) == len(method[1]) == 1
    assert method[0] != method[1]


def test_a_short_form_and_its_whole_name_are_one_thing() -> None:
    graph = graph_of("凤阳县开展“督导落实年”活动。“督导落实年”活动分四步。参加“督导落实年”的干部很多。")
    assert len([e for e in graph.entities if e.kind is Kind.PROGRAMME]) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成示范点346个。", [(346, "个", "=", "outcome")]),
        ("投入资金7.36亿元。", [(736_000_000, "元", "=", "input")]),
        ("发放贷款2万余户。", [(20_000, "户", ">", "outcome")]),
        ("覆盖率达到56%。", [(56, "%", "=", "outcome")]),
        ("力争三年内新建100个站点。", [(100, "个", "=", "target")]),
        ("2016年5月12日召开大会。", []),
        ("推行“1+10”机制和“551”工程。", []),
        ("标准为1.5至2.5倍。", [(1.5, "倍", "range", "input")]),
        ("仍有不到70%的企业没有组织。", [(70, "%", "<", "context")]),
        ("服务居民三千余人次。", [(3000, "人次", ">", "outcome")]),
        (
            "满意度由百分之六十四升至百分之九十一点五。",
            [(64, "%", "=", "outcome"), (91.5, "%", "=", "outcome")],
        ),
        ("信访量下降四成。", [(40, "%", "-%", "outcome")]),
        ("参与率从六成四提高到九成一。", [(64, "%", "=", "outcome"), (91, "%", "=", "outcome")]),
        ("支部分三成立,七成员到场。", []),
        ("三分之一支部达标。", [(0.3333, "", "=", "outcome")]),
        ("可增收过千万元。", [(10_000_000, "元", ">", "outcome")]),
        ("发放贷款贴息5万元。", [(50_000, "元", "=", "input")]),
        ("户均增收2100元。", [(2100, "元", "=", "outcome")]),
        ("该镇计划投入80万元,在6个村建设凉亭。", [(800_000, "元", "=", "target"), (6, "个", "=", "target")]),
        ("争取年内建成冷库,将损耗率压到8%以内。", [(8, "%", "<=", "target")]),
        ("力争早日见效,目前已建成站点12个。", [(12, "个", "=", "outcome")]),
        ("走访 50 多户,送米 200 斤。", [(50, "户", ">", "outcome"), (200, "斤", "=", "outcome")]),
        ("参加者约为 20 人,这是第 3 期。", [(20, "人", "≈", "outcome")]),
        ("送去200个月饼。", [(200, "个", "=", "outcome")]),
        ("改造历经2个月的广场。", [(2, "个月", "=", "outcome")]),
        ("新增绿地20㎡。", [(20, "㎡", "=", "outcome")]),
        ("在柳河村11、12组内改建2座老仓库,柳河村12组新建健身点。", [(2, "座", "=", "outcome")]),
        ("上访下降30%。", [(30, "%", "-%", "outcome")]),
        ("一是抓学习,千方百计促发展,百姓满意。", []),
        ("建成占地30亩的广场。", [(30, "亩", "=", "outcome")]),
        ("每名干部联系村、企业各1个。", [(1, "个", "=", "input")]),
        ("每名干部走访了12户。", [(12, "户", "=", "outcome")]),
        ("每名支部负责人走访了12户。", [(12, "户", "=", "outcome")]),
        ("每个合作社帮助农户增收300公斤。", [(300, "公斤", "=", "outcome")]),
        ("每个村挂牌成立服务站3个。", [(3, "个", "=", "outcome")]),
        ("每个社区包含3个小区。", [(3, "个", "=", "outcome")]),
        ("违规收受礼金3万元。", [(30000, "元", "=", "context")]),
        ("下辖37个乡镇、40个社区。", [(37, "个", "=", "context"), (40, "个", "=", "context")]),
    ],
)
def test_figures(text: str, expected: list[tuple[float, str, str, str]]) -> None:
    found = [
        (v["value"], v["unit"], v["op"], e.properties["role"])
        for e in graph_of(text).entities
        if e.kind is Kind.OUTCOME
        for v in e.properties["values"]
    ]
    assert found == expected


def test_a_figure_in_the_next_steps_is_a_target() -> None:
    graph = graph_of("凤阳县抓好组织建设工作,各项任务全部完成,群众反映良好。\n下一步,新建村级活动场所20个。")
    assert [e.properties["role"] for e in graph.entities if e.kind is Kind.OUTCOME] == ["target"]


def test_names_that_share_a_closing_noun_are_several_things() -> None:
    text = "“老街坊”志愿服务队和“小巷灯”志愿服务队上门服务。“老街坊”志愿服务队还修了路灯。"
    assert names(text, Kind.METHOD, Kind.PROGRAMME) == ["小巷灯志愿服务队", "老街坊志愿服务队"]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("选派机关干部到村任职,夯实执政根基。", ["选派机关干部到村任职"]),
        ("为老人免费提供营养午餐,提升服务水平。", ["为老人免费提供营养午餐"]),
        ("将督查结果纳入年度考核,激发内生动力。", ["将督查结果纳入年度考核"]),
        ("支部为楼里的老人们、孩子们颁发荣誉奖状。", ["支部为楼里的老人们、孩子们颁发荣誉奖状"]),
        ("对老旧设施进行抢修、排查、改造工作。", ["对老旧设施进行抢修、排查、改造工作"]),
        ("将废弃老仓库打造成党群服务点。", ["将废弃老仓库打造成党群服务点"]),
        ("王小明摄全体党员一起重温了入党誓词。", ["全体党员一起重温了入党誓词"]),
        ("镇里拍摄宣传短片发放给每户村民。", ["镇里拍摄宣传短片发放给每户村民"]),
        ("社区为居民提供图书借阅和上网服务。", ["社区为居民提供图书借阅和上网服务"]),
        ("领导充分肯定对社区党建工作的开展。", []),
        ("居民踊跃参与社区共建。", []),
        ("企业就业岗位信息交流。", []),
        ("并与柳河社区的党员代表进行座谈。", ["并与柳河社区的党员代表进行座谈"]),
        ("双方就楼道堆物和停车管理进行了探讨。", ["双方就楼道堆物和停车管理进行了探讨"]),
        ("利用职务便利,为他人在工程承揽上提供帮助。", []),
        ("没想到天热还上门宣讲。", []),
        ("处分违纪干部8人,投入资金300万元。", []),
        ("坚持党建引领,推动高质量发展。", []),
        ("将20万元改造款存入村里的账户。", []),
        ("支部开展“我为群众办实事”实践活动。", []),
        ("将荒废地提质改造成停车位。", ["将荒废地提质改造成停车位"]),
        ("民警、医生、志愿者等耐心讲解灭火器使用方法。", ["民警、医生、志愿者等耐心讲解灭火器使用方法"]),
        ("并针对居民关心的医保问题进行了解答。", ["并针对居民关心的医保问题进行了解答"]),
        ("活动吸引了近百人。吸引辖区儿童参与环保实践。", ["吸引辖区儿童参与环保实践"]),
        ("举办能力提升培训班,检查项目齐全,检查员到位。", []),
        ("规范车辆停车的位置。通讯员供图", []),
        ("通过举办宣讲会丰富了企业的知识。", []),
        ("为居民的生活提供了极大的便利。", []),
    ],
)
def test_measures_are_deeds(text: str, measures: list[str]) -> None:
    assert [e.name for e in graph_of(text).entities if e.kind is Kind.MEASURE] == measures


def test_what_is_reported_belongs_to_the_practice_of_its_sentence() -> None:
    graph = graph_of("凤阳县开展“暖心”行动,慰问困难党员230名。")
    assert {c.relation for c in graph.claims} >= {Relation.IMPLEMENTED_IN, Relation.REPORTED_OUTCOME}


def test_nothing_is_taken_from_boilerplate() -> None:
    text = (
        "凤阳县党建工作综述\n"
        + "全县各级党组织认真开展工作,群众反映良好,成绩突出。" * 3
        + "\n相关新闻\n- 2017-12-25某县开展“春雨”行动建成站点30个\n"
    )
    assert not [e for e in graph_of(text).entities if e.kind in {Kind.PROGRAMME, Kind.OUTCOME}]


FIELD = "# 党员党支部\n"
"""A title by which a text passes as one of the field, so that every rule reads it."""


@pytest.mark.parametrize(
    "hostile",
    [
        "“" * 100_000,
        "“”" * 50_000,
        "(" * 100_000,
        "1" * 100_000,
        "党" * 300_000,
        "“春雨”、" * 20_000,
        "1万" * 50_000,
        "“甲、乙和丙”等制度" * 5_000,
        "‘甲乙’" * 25_000,
        "解决老旧小区停车难问题," * 8_000,
        "推行甲乙丙丁、" * 14_000,
        "一是" * 50_000,
        "北京市" * 33_000,
        "《》" * 50_000,
        "的\n" * 50_000,
        FIELD * 5_000,
        "党建?" * 30_000,
        "“党建+”模式,“党建+甲乙”行动。" * 5_000,
        "结合“春雨”活动,开展“暖阳”活动," * 5_000,
        "“暖阳”行动,让家园靓起来。" * 6_000,
        "柳河村" + "1、" * 40_000,
        "结合“春雨”活动" * 20_000,
        "利用职务“春雨”" * 20_000,
        "以甲乙、" * 25_000,
        "甲乙丙—" * 25_000,
        "甲乙产业园区," * 15_000,
        "（记者 " * 25_000,
        "".join(f"“三{chr(at)}”“红色党{chr(at)}”" for at in range(0x4E00, 0x4E00 + 10_000)),
        "".join(f"在{chr(at)}{chr(at + 1)}产业园区," for at in range(0x5000, 0x5000 + 12_000)),
        " " * 300_000,
    ],
    ids=lambda h: h[:3],
)
def test_hostile_text_is_read_in_bounded_steps(hostile: str) -> None:
    """Four times the text may cost some four times the work, counted in calls, so that a busy machine does not decide."""
    graph_of("党员党支部")  # what is read once does not count
    quarter, whole = (_calls(FIELD + hostile[: COUNTED * part]) for part in (1, 4))
    assert whole < 8 * quarter + 50_000


COUNTED = 4_000
"""Characters of the smaller text: a paragraph of the greatest length."""


def _calls(text: str) -> int:
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        graph_of(text)
    finally:
        sys.setprofile(None)
    return calls
