using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>Who it is about: free words when asked; in a story, a name after a word that people are thanked or called by.</summary>
internal sealed partial class PersonAnswer(Phrases spot) : AnswerType
{
    public override bool CanSpot => true;

    public override string? Parse(Heard heard) => heard.IsEmpty ? null : heard.Text;

    /// <summary>"His name is Deepak, not Dinesh": only where the other name is said to be it.</summary>
    public override string? Correct(Heard heard, string present)
    {
        var named = Called().Matches(heard.Text).Select(m => m.Groups["who"].Value).FirstOrDefault(n => n != present && !NoName().IsMatch(n));
        return named;
    }

    public override string? Spot(Heard heard)
    {
        if (Chinese().Match(heard.Plain) is { Success: true } called)
            return called.Value;
        if (Serving().Match(heard.Text) is { Success: true } serving)
            return serving.Groups["who"].Value;
        var (start, length) = spot.Find(heard.Plain);
        if (start >= 0)
            return heard.Plain.Substring(start, length).Trim(' ', ',', '.');
        return Name(Named().Match(heard.Text)) ?? Doing().Matches(heard.Text).Select(Name).FirstOrDefault(n => n is not null);
    }

    private static string? Name(Match match) =>
        match.Success && !NoName().IsMatch(match.Groups["who"].Value) ? match.Groups["who"].Value : null;

    /// <summary>The commonest family names.</summary>
    private const string Family = "赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹苏潘范彭鲁马方任袁柳史唐薛雷贺倪汤罗郝毕安常于傅齐康伍余顾孟黄穆萧姚邵汪毛戴宋熊舒项祝董梁杜阮蓝闵季贾江童颜郭梅盛林徐邱骆高夏蔡田樊胡凌霍万柯卢莫房丁邓洪包左石崔龚程邢裴陆荣翁侯段焦谷车宁仇武刘叶白乔翟谭冉龙易廖耿关聂曾欧尹殷";

    /// <summary>A family name with what people are called by: 小赵师傅, 周敏小姐, 前台小郭.</summary>
    [GeneratedRegex("[小老][" + Family + "](?:师傅|姐|哥|妹|同学|老师|阿姨)?|[" + Family + @"][\u4e00-\u9fff]{0,2}?(?:师傅|小姐|女士|先生|医生|护士长?|大夫|老师|经理|店长|主任|阿姨|大姐|大哥|教练|顾问)", RegexOptions.CultureInvariant)]
    private static partial Regex Chinese();

    /// <summary>A full name after what the person does: 前台周婷, engineer 王小明.</summary>
    [GeneratedRegex("(?:前台|客服|师傅|司机|护士|医生|工程师|店员|老师|教练|快递员|骑手|经理|导购|管家|柜员|(?:[Ee]ngineer|[Dd]river|[Nn]urse|[Dd]octor|[Aa]gent|[Cc]olleague|[Ss]taff) )的?(?<who>[" + Family + @"][\u4e00-\u9fff]{1,2}?)(?=[,，。.!！ 点帮真特很太非给态服在把让半]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Serving();

    [GeneratedRegex("(?:name is|name was|named|called|it was|it's|I meant|is actually|(?:名字)?(?:应该)?[是叫])[ ]?(?<who>[A-Z][a-z]{1,15}|[小老]?[" + Family + @"][\u4e00-\u9fff]{0,2}?(?:师傅|小姐|女士|先生|医生|护士|老师|经理)?)(?=[^\u4e00-\u9fffA-Za-z]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Called();

    /// <summary>"Bernadette on the children's ward was amazing": a name of which something is told.</summary>
    [GeneratedRegex(@"\b(?<who>[A-Z][a-z]{2,15}(?: [A-Z][a-z]{2,15})?),?(?: (?:on|at|in|from|behind|of)(?: [\w']{2,15}){1,4}?)?,? (?:was|were|has been|helped|went|sorted|stayed|took|treated|handled|fixed|really|deserves|made|did)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Doing();

    [GeneratedRegex(@"(?:\b(?:[Tt]hank(?:s| you)(?: so much| very much)?(?: to)?|[Kk]udos to|[Ss]hout ?out to|[Hh]ats off to|[Cc]redit to|[Pp]raise|[Cc]ompliment|[Cc]ommend|named|called|helped by|served by|dealt with by|(?:[Yy]our |[Tt]he )(?:driver|agent|technician|engineer|nurse|doctor|waiter|waitress|colleague|assistant|receptionist|plumber|courier|manager|cashier)|[Mm]r\.?|[Mm]rs\.?|[Mm]s\.?|[Dd]r\.?|[Nn]urse|[Dd]octor) |(?:客服|店员|导购|司机|顾问|老师|师傅|前台|骑手|叫|感谢|表扬))(?<who>[A-Z][a-z]+(?: [A-Z][a-z]+)?)", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex("^(You|Your|The|They|There|These|Those|What|Who|He|She|We|Everything|Nothing|Someone|Somebody|Service|Staff|Delivery|Food|Both|One|Our|His|Her|Their|But|And|Yesterday|Today|Just|Honestly|Really|Then|When|How|Such|Absolutely|Also|Shop|Store|Room|Flight|Hotel|All|Everyone|Everybody|For|God|So|Very|Team|Customer|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I|It|This|That|My)\\b", RegexOptions.CultureInvariant)]
    private static partial Regex NoName();
}
