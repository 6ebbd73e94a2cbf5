"""What looks like a name and is none, or ran into the clause around it; the texts are made up for the purpose."""

import pytest

from graph.schema import Kind
from tests.unit.test_extract import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A verb without an object, or a noun that looks like a verb, carries no name.
        ("全员参与项目推进、全时段协调解决用电问题、全周期保障项目质效。", []),
        ("老周调进县委组织部人才与档案管理岗位。", []),
        # Behind the head noun the word goes on, or is the modifier of another one.
        ("讲座的开展必将推动柳河县教体系统水平再进一步。", []),
        ("镇里组织财务办、便民服务中心相关负责人听课。", []),
        ("街道召开议事会议,共建“巧手之家”活动室。", ["巧手之家"]),
        ("开展“山水有约”乡村文化节。", ["山水有约乡村文化节"]),
        ("组建国家质量监督管理总局。", []),
        # A list of which the head noun closes one item only.
        ("今后按照党员联户、庭院共治、契约管理的“三环相扣”模式推进。", ["三环相扣模式"]),
        ("建立民情通报制度、楼栋专项监督制度等举措。", ["楼栋专项监督制度", "民情通报制度"]),
        ("推行发展经历、现状概况和青年骨干队伍培养模式。", ["青年骨干队伍培养模式"]),
        # A further verb before the name is no part of it.
        ("通过建设楼宇资源共享服务平台,实现互通。", ["楼宇资源共享服务平台"]),
        ("要落实好警示谈话常态化制度。", ["警示谈话常态化制度"]),
        # Words that only colour the head noun.
        ("会上介绍了今年重要工作规划。总结亮点经验。", []),
        ("她拥有近三十年的商业银行工作经验。", []),
        ("会议讨论如何优化离退休党员队伍教育管理。", []),
        # Countrywide items that say something else.
        ("学校举办了一场生动的主题教育。结合红色主题教育活动让队员学习。", []),
        ("我们要不忘初心、牢记使命,继续奋斗。", []),
        ("邀请区域化党建单位参加。", []),
        ("两个支部约好主题党日同办、志愿活动同去。", []),
        ("开展“守护粮仓”主题党日活动。以此次主题党日为契机加强沟通。", ["守护粮仓主题党日活动"]),
        ("每月过好主题党日。社区开展“晨光相伴”主题党日活动。", ["主题党日", "晨光相伴主题党日活动"]),
        # Figures of speech, honours, demands and what a title was given to.
        ("深化“佛系式”“推拉式”干部作风专项整治活动。", ["推拉式干部作风专项整治活动"]),
        ("打造“模范村”,探索宣传“立体化”。", []),
        ("创建“先进基层党组织”,涌现出“岗位建功标兵”。", []),
        ("面对“庸、散、拖”等现状,他主动担当。", []),
        ("做到“五个坚持”,切实发挥“两个作用”。监督组协调村里“三员”,保障“四通”。", []),
        ("推行“三员”,开展“四通”。", ["三员", "四通"]),
        ("全县设立22个村级综合邻里服务中心。", []),
        ("他是“英才千人计划”入选者。开展“乡村发展新机遇”研讨会。", []),
        ("就如何“建设人人享有的治理共同体”进行讲解。", []),
        # Titles: the second of two that were made; no name is read out of one.
        (
            "印发《楼道治理办法》和《网格“一岗多能”管理办法》。",
            ["《楼道治理办法》", "《网格“一岗多能”管理办法》"],
        ),
        ("创新开发《院落治理能力评价指标体系》。", ["《院落治理能力评价指标体系》"]),
        # What looks like the end of a name, or its beginning, and is none.
        ("健全组织体系联动机制,推行组织委员责任制。", ["组织体系联动机制", "组织委员责任制"]),
        ("启动同心筑梦扶贫工程,实施及时雨救助工程。", ["及时雨救助工程", "同心筑梦扶贫工程"]),
        ("推行到户走访联系制度。建立健全是非评判调解机制。", ["到户走访联系制度", "是非评判调解机制"]),
        (
            "以村居提质增效工程统领各项工作。健全邻里调处机制共建平安社区。",
            ["村居提质增效工程", "邻里调处机制"],
        ),
        ("“红歌嘹亮”主题活动庆祝节日。“清风扬帆”行动节约经费。", ["清风扬帆行动", "红歌嘹亮主题活动"]),
        ("街道设立“红帆”党代表工作室。", ["红帆党代表工作室"]),
        ("推进“三清三拆”环境整治,以“五比五看”作风建设为抓手。", ["三清三拆", "五比五看"]),
    ],
)
def test_what_is_no_name_or_only_part_of_its_clause(text: str, expected: list[str]) -> None:
    assert names(text, Kind.PROGRAMME, Kind.METHOD) == expected
