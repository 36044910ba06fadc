using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>An e-mail address, written or spoken: "me @ example . com", "me at example dot com", "QQ邮箱123456".</summary>
internal sealed partial class EmailAnswer : AnswerType
{
    public override bool CanSpot => true;

    public override string? Parse(Heard heard) => Find(heard.Plain);

    public override string? Spot(Heard heard) => Find(heard.Plain);

    public override string? Correct(Heard heard, string present) => All(heard.Plain).LastOrDefault(v => v != present);

    public static string? Find(string plain) => All(plain).FirstOrDefault();

    private static IEnumerable<string> All(string plain)
    {
        if (plain.Contains('@'))
        {
            foreach (Match match in Address().Matches(plain))
                yield return Joined(match.Groups["u"].Value, match.Groups["d"].Value);
        }
        foreach (Match match in Spoken().Matches(plain))
            yield return Joined(match.Groups["u"].Value, match.Groups["d"].Value);
        foreach (Match match in ByProvider().Matches(plain))
            yield return $"{match.Groups["n"].Value}@{Provider(match.Groups["h"].Value)}.com";
    }

    private static string Joined(string user, string domain) => $"{Written(user)}@{Written(domain)}".TrimEnd('.', '-');

    private static string Written(string said) =>
        Mark().Replace(said, m => m.Value.Trim(' ', '(', ')', '[', ']') switch
        {
            "dash" or "hyphen" or "杠" or "横杠" or "减号" => "-",
            "underscore" or "下划线" => "_",
            "" => "",
            _ => ".",
        });

    private static string Provider(string said) => said switch { "新浪" => "sina", "谷歌" => "gmail", _ => said };

    private const string Dot = @"(?: ?[.,] ?(?=com|cn|net|org|co|edu|io|de|uk)| ?[.] ?|[ (\[]+dot[ )\]]+| ?点 ?)";

    [GeneratedRegex(@"[ (\[]*\b(?:dot|dash|hyphen|underscore)\b[ )\]]*| ?(?:点|横杠|杠|减号|下划线) ?| ?[.,] ?| ", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();

    [GeneratedRegex($@"(?<u>[a-z0-9][a-z0-9._%+-]{{0,63}}) ?@ ?(?<d>[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{0,4}}\.[a-z]{{2,24}}|[a-z0-9-]{{1,63}}(?:{Dot}[a-z0-9-]{{1,24}}){{0,3}}{Dot}(?:com|cn|net|org|co|uk|edu|io|de|fr|hk|tw|me|info)(?![a-z0-9]))", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    // "Look at it" is no address: only with a "dot", or before a well-known provider.
    [GeneratedRegex($@"(?<![a-z0-9.])(?<u>[a-z0-9][a-z0-9._+-]{{0,63}}(?:(?: dot | underscore | dash | hyphen | ?点 ?| ?下划线 ?| ?横?杠 ?)[a-z0-9._+-]{{1,30}}){{0,3}})(?: ?(?:艾特|爱特|圈 ?a|小老鼠) ?| ?[(\[] ?at ?[)\]] ?| at )(?<d>(?:[a-z0-9-]{{1,40}}(?:[ (\[]+dot[ )\]]+| ?点 ?)){{1,4}}(?:com|cn|net|org|co|uk|edu|io|de|fr|hk|tw|me|info)|(?:[a-z0-9-]{{1,40}} ?\. ?){{0,2}}(?:gmail|outlook|hotmail|qq|163|126|icloud|yahoo|foxmail|sina|example|live|aol) ?\. ?(?:com|cn|net|org)(?:\.cn)?|(?<=(?:艾特|爱特|圈 ?a|小老鼠) ?)[a-z0-9-]{{1,40}}\.(?:com|cn|net|org))(?![a-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Spoken();

    [GeneratedRegex(@"\b(?<h>qq|163|126|foxmail|gmail|outlook|hotmail|新浪|谷歌) ?(?:邮箱|邮件|mail\b|e-?mail\b)(?:地址|账号|号|是|为|:|,| |is|address){0,4}(?<n>[1-9][0-9]{4,10}|[a-z][a-z0-9._-]{4,30})(?![a-z0-9@.]|[._-][a-z0-9])|(?<![0-9a-z])(?<n>[1-9][0-9]{4,10})(?: ?[,的]? ?)(?<h>qq|163|126) ?(?:邮箱|邮件|mail\b)", RegexOptions.CultureInvariant)]
    private static partial Regex ByProvider();
}
