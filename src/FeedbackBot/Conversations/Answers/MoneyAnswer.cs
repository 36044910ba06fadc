using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>An amount of money, kept in minor units with its currency: "19990 CNY".</summary>
/// <remarks>From 0.01 up to a thousand million. Of what is roughly said ("三百多", "200-300") the lower figure is kept.</remarks>
internal sealed partial class MoneyAnswer : AnswerType
{
    private const decimal Most = 1_000_000_000;

    public override bool CanSpot => true;

    public override string? Parse(Heard heard) => Spot(heard) ?? Bare(heard);

    public override string? Spot(Heard heard) => All(heard).FirstOrDefault();

    public override string? Correct(Heard heard, string present) => All(heard).LastOrDefault(v => v != present);

    public override string Show(string value, string language)
    {
        if (value.Split(' ') is not [var units, var code] || !decimal.TryParse(units, NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
            return value;
        var whole = Currencies.HasMinor(code);
        return Currencies.Sign(code) + (whole ? minor / 100 : minor).ToString(whole ? "#,0.00" : "#,0", CultureInfo.InvariantCulture);
    }

    /// <summary>Amounts with a currency or a word of paying, in their order.</summary>
    private static IEnumerable<string> All(Heard heard) =>
        Signed().Matches(heard.Plain).Select(m => (m.Index, Value: Told(m, Currencies.Of(m.Groups["c"].Value), heard)))
            .Concat(Worded().Matches(heard.Plain).Where(m => !IsMeasure(heard.Plain, m)).Select(m => (m.Index, Value: Told(m, Currencies.Of(m.Groups["c"].Value), heard))))
            .Concat(Paid().Matches(heard.Plain).Select(m => (m.Groups["n"].Index, Value: Told(m, null, heard))))
            .Concat(Named().Matches(heard.Plain).Select(m => (m.Index, Value: Kept(m.Groups["five"].Success ? 5 : 10, "GBP"))))
            .Where(f => f.Value is not null).OrderBy(f => f.Index).Select(f => f.Value!);

    /// <summary>Where an amount was asked for, a number that is all there is.</summary>
    private static string? Bare(Heard heard) => Alone().Match(heard.Plain) is { Success: true } match ? Told(match, null, heard) : null;

    /// <param name="currency">Null where only the language tells it.</param>
    private static string? Told(Match match, string? currency, Heard heard)
    {
        if (Number(match.Groups["n"].Value) is not { } amount)
            return null;
        amount *= match.Groups["k"].Value switch { "百" or "hundred" => 100, "千" or "k" or "grand" or "thousand" => 1000, "万" or "w" => 10000, "m" or "million" => 1000000, _ => 1 };
        var unit = match.Groups["c"].Value;
        if (unit is "毛" or "角")
            amount /= 10;
        else if (unit is "cent" or "cents" or "pence" or "p")
            amount /= 100;
        else if (match.Groups["t"].Success && Tail(match.Groups["t"].Value) is { } part)
            amount += part;
        return Kept(amount, currency ?? (heard.IsChinese ? "CNY" : "USD"));
    }

    private static string? Kept(decimal amount, string currency)
    {
        var minor = Math.Round(amount * (Currencies.HasMinor(currency) ? 100 : 1), MidpointRounding.AwayFromZero);
        return minor >= 1 && amount <= Most ? string.Create(CultureInfo.InvariantCulture, $"{minor:0} {currency}") : null;
    }

    /// <summary>"九十九块九" and "3块5毛2": what stands behind the 块 counts tenths, and hundredths after them.</summary>
    private static decimal? Tail(string said)
    {
        decimal sum = 0, place = 0.1m;
        foreach (var c in said.Where(c => c is not ('毛' or '角' or '分' or ' ')))
        {
            sum += (Numerals.Read(c.ToString()) ?? 0) * place;
            place /= 10;
        }
        return sum;
    }

    /// <summary>The last separator is the decimal one when one or two digits follow it; three make it one of thousands.</summary>
    private static decimal? Number(string said)
    {
        if (!char.IsAsciiDigit(said[0]))
            return Numerals.Read(said);
        var compact = said.Replace(" ", "", StringComparison.Ordinal);
        var last = compact.AsSpan().LastIndexOfAny('.', ',');
        if (last >= 0)
        {
            var decimals = compact.Length - last - 1;
            var whole = compact[..last].Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
            compact = decimals == 3 ? whole + compact[(last + 1)..] : whole + "." + compact[(last + 1)..];
        }
        return decimal.TryParse(compact, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    /// <summary>"Weighs 20 pounds", "三块玻璃": no money.</summary>
    private static bool IsMeasure(string plain, Match match)
    {
        if (match.Groups["c"].Value.StartsWith("pound", StringComparison.Ordinal))
            return Weight().IsMatch(plain);
        if (match.Groups["c"].Value is not ("块" or "元" or "刀" or "毛" or "角"))
            return false;
        var rest = plain.AsSpan(match.Index + match.Length).TrimStart();
        var behind = !match.Groups["t"].Success && rest.Length > 0 && Plain.IsHan(rest[0]) && !"钱多的了呢吧啊左右就买一整不啦还人给没但到退上出呀和也才都可是是以"
            .Contains(rest[0], StringComparison.Ordinal);
        var single = match.Groups["n"].Value is "一" or "两" or "几" && match.Groups["c"].Value is "块" or "刀" or "角" && rest is not ['钱', ..] && !match.Groups["t"].Success;
        return match.Groups["c"].Value == "元" ? rest is ['旦' or '素' or '件' or '桥' or '宵', ..] : behind || single;
    }

    private const string N = $@"(?<n>[0-9]{{1,9}}(?:[.,][0-9]{{3}}){{0,3}}(?:[.,][0-9]{{1,2}})?(?![0-9])|{Numerals.Chinese}|{Numerals.English})";

    [GeneratedRegex($@"(?<c>us\$|hk\$|a\$|c\$|[¥$€£]|\b(?:rmb|cny|usd|eur|gbp|hkd|jpy)|人民币|美元|欧元|英镑|港币) ?{N}(?: ?(?<k>[万千百]|[kmw]\b|million|thousand))?", RegexOptions.CultureInvariant)]
    private static partial Regex Signed();

    [GeneratedRegex($@"(?<![0-9.,¥$€£第]){N} ?(?<k>[万千百](?![0-9])|[kw](?![a-z])|thousand|grand|hundred)?(?: ?[-~到至] ?[0-9]{{1,9}})?[多几来]?(?: ?(?:or so|odd|something))? ?(?:(?<c>块)钱?(?<t> ?[0-9]{{1,2}}(?![0-9])(?: ?[毛角](?: ?[0-9](?: ?分)?)?)?| ?[一二三四五六七八九](?![个台件只次百千十万天])(?:[毛角](?:[一二三四五六七八九]分?)?|[一二三四五六七八九])?)?|(?<c>元|圆整?|美元|美金|美刀|刀(?=[了钱的,.! ]|$)|欧元|欧|英镑|镑|港币|港元|港纸|日元|日圆|人民币|大洋|毛|角|rmb|cny|yuan|kuai|renminbi|usd|eur|euros?|gbp|hkd|jpy|yen|us dollars?|dollars?|dollers?|bucks?|quid|pounds?|pound sterling|cents?|pence|(?<=(?<![0-9])[0-9]{{1,2}})p|[€£$¥])(?![a-z]))", RegexOptions.CultureInvariant)]
    private static partial Regex Worded();

    // A plain number behind a word of paying; ten at least, and nothing counted by it.
    [GeneratedRegex(@"(?:花了|付了|交了|收了我?|扣了我?|多扣了?我?|多收了?|价格是?|售价|原价|一共|总共|共计|合计|金额是?|总价是?|\b(?:paid|costs?|charged(?: me)?|overcharged(?: me)?|spent|worth|price was|price is|the amount (?:is|was)|total (?:is|was|of))(?: (?:about|around|nearly|over|almost|you))?) ?(?<n>[0-9]{2,9}(?:[.,][0-9]{3}){0,3}(?:[.,][0-9]{1,2})?|[一二两三四五六七八九][百千万][零一二三四五六七八九十百千]{0,8})(?: ?(?<k>万|k\b|grand\b))?(?<c>)[多几]?(?= ?(?:[,.;!?)]|$|左右|买|for\b|and\b|but\b|on\b))(?!,[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Paid();

    [GeneratedRegex(@"\ba (?:(?<five>fiver)|tenner)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex($@"^[\s\p{{P}}]*(?:(?:大概|大约|差不多|可能|应该|好像|估计|约|也就|有|是|就|花了|付了|一共|总共|共|不到|快|将近|小|about|around|roughly|maybe|approx(?:imately)?|like|it was|its|nearly|almost|just over|just under|over|under|probably|i think|i paid|total) ?){{0,3}}{N}(?: ?(?<k>[万千百w]|k\b|thousand|grand))?(?: ?[-~到至] ?[0-9]{{1,9}})?(?<c>)[多几来]?(?: ?(?:吧|左右|上下|的样子|出头|好像|or so|i think|ish|roughly|odd|something))?[\s\p{{P}}]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Alone();

    [GeneratedRegex(@"weigh|weight|heavy|\blbs?\b|体重", RegexOptions.CultureInvariant)]
    private static partial Regex Weight();
}
