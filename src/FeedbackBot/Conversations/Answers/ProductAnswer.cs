using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>The thing that was bought, where a story names it: "上周买的洗衣机又坏了", "the blender I ordered arrived cracked".</summary>
/// <remarks>At most eight Chinese characters or three words. Only the shapes below are read; better nothing than a wrong thing.</remarks>
internal sealed partial class ProductAnswer : AnswerType
{
    public override bool CanSpot => true;

    public override string? Parse(Heard heard) => heard.IsEmpty ? null : Spot(heard) ?? heard.Text;

    /// <summary>Another thing is told with the story, not put in place of the first.</summary>
    public override string? Correct(Heard heard, string present) => null;

    /// <summary>The page names it by itself.</summary>
    public override string? Given(Heard heard) => heard.Text;

    public override string? Spot(Heard heard) =>
        First(ChineseBought(), heard.Plain, NoChinese()) ?? First(ChineseMine(), heard.Plain, NoChinese())
        ?? First(EnglishBought(), heard.Plain, NoEnglish()) ?? First(EnglishMine(), heard.Plain, NoEnglish());

    private static string? First(Regex shape, string plain, Regex none)
    {
        for (var match = shape.Match(plain); match.Success; match = match.NextMatch())
        {
            if (!none.IsMatch(match.Groups["p"].Value))
                return match.Groups["p"].Value;
        }
        return null;
    }

    private const string Counter = "(?:[这那一两三二]?(?:个|台|件|双|只|部|款|把|条|套|张|瓶|箱|盒|辆|副|本|支|块|袋|罐|包|床|顶|盏|幅))";

    private const string Bought = "(?:买|购买|选购|订购|购入|网购|团购|代购|入手|下单|拍)";

    /// <summary>What the sentence goes on with behind the thing.</summary>
    private const string GoesOn = "又|就|还|也|已|才|刚|不|没|坏|碎|裂|漏|破|掉|断|有[点问毛异划裂破味]|出[现问了故]|用[了不着没]|是[坏破碎假二旧次错]|到[现了手货今]|怎么|突然|老是|总是|一直|一打开|一开|根本|完全|竟|居然|今天|昨天|前天|现在|死机|黑屏|闪退|卡[死住]|充不|打不|开不|启动|发[霉热烫黄臭]|过期|变[质形]|缺|少了|质量|尺寸|颜色|全是|都|太|很|[,.!?;]|$";

    private const string Fails = "又?坏|碎|裂|漏|充不|打不开|开不了|用不了|不[能制加转工出]|没反应|死机|黑屏|闪退|突然|老是|总是|屏幕|自动|启动";

    // "给我买的", "退货的": what was done is not always buying; only verbs of buying count.
    [GeneratedRegex($"{Bought}(?:了|到|来|回来|过来)?的 ?{Counter}?(?<p>[\u3400-\u9fff]{{1,8}}?)(?= ?(?:{GoesOn}))|{Bought}了?(?:你们家?的?)?{Counter}(?<p>[\u3400-\u9fff]{{1,8}}?)(?= ?(?:{GoesOn}))", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseBought();

    [GeneratedRegex($"(?:我|我家|家里)(?:的|家?这{Counter}|那{Counter}) ?(?<p>[\u3400-\u9fff]{{2,6}}?)(?= ?(?:{Fails}))", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseMine();

    private const string Noun = "(?<p>(?:[a-z][a-z-]{1,20} ){0,2}?[a-z][a-z-]{1,20})";

    private const string Broke = "(?:(?:just |suddenly |already |now )?(?:won't|wont|will not|doesn't|does not|doesnt|didn't|did not|can't|cannot) (?:charge|turn on|switch on|work|start|open|close|heat|cool|spin|connect|boot|power|fit|stay)|(?:has |just |suddenly |already )*(?:stopped|quit) (?:working|charging|heating|spinning|cooling)|(?:just |already )?broke\\b|(?:arrived|came|turned up) (?:\\w+ )?(?:broken|cracked|damaged|scratched|dented|smashed|faulty|dead|with a|in pieces|without)|(?:is|was|has been|are|were) (?:\\w+ )?(?:broken|cracked|faulty|defective|damaged|leaking|dead|scratched|overheating|smashed)|(?:keeps?|kept) (?:crashing|freezing|leaking|overheating|restarting|beeping|switching|turning|tripping)|(?:leaks|overheats|exploded|caught fire|fell apart|ripped|leaked)\\b)";

    [GeneratedRegex($@"\b(?:the|this|that|my|a|an|some|those|these) {Noun} (?:that |which )?(?:i|we)(?:'ve| have| had)? (?:just |only |recently )?(?:ordered|bought|purchased|got from you|received)\b|\b(?:ordered|bought|purchased) (?:a|an|the|this|some|my|two|a pair of|your|one of your) (?:brand )?(?:new )?{Noun}(?= (?:from|and|but|on|last|which|that|for|in|at|yesterday|two|three|a|the|it|off|online|with)\b| ?[,.;!?]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex EnglishBought();

    [GeneratedRegex($@"\b(?:my|our|the|this) (?:brand )?(?:new )?{Noun} {Broke}", RegexOptions.CultureInvariant)]
    private static partial Regex EnglishMine();

    [GeneratedRegex("东西|商品|产品|^货|^物$|物品|订单|快递|包裹|[钱款费]$|账号|账户|^时候|时间|地方|(?<!机器)人$|^那?家|店|理由|原因|价格|^一|那天|你们|我|它|这|那|客服|问题|[买卖]家|全部|所有|优惠|会员|保险|服务|时$|过程|^的|了|是|说|到", RegexOptions.CultureInvariant)]
    private static partial Regex NoChinese();

    // Words that name no thing, or show that the shape was found in another sentence.
    [GeneratedRegex(@"\b(?:orders?|parcels?|packages?|deliver(?:y|ies)|items?|things?|products?|stuff|goods|money|refund|account|driver|courier|bill|card|payment|booking|complaint|names?|number|emails?|goods|gift|present|purchase|one|ones|lot|few|same|last|first|day|time|way|week|month|year|person|man|woman|guy|wife|husband|son|daughter|kid|heart|leg|arm|back|trust|order|rest|whole|replacement|website|site|page|link|password|login|i|we|you|it|is|was|are|were|has|had|have|that|which|and|but|so|to|of|in|on|for|with|from|just|who|when|what|not|never|they|he|she|only|because|subscription|voucher|coupon|tickets?|service|thing|problem|issue|reason|price|store|shop|box|packaging|new|brand)\b", RegexOptions.CultureInvariant)]
    private static partial Regex NoEnglish();
}
