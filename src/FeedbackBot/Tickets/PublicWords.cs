using System.Text.RegularExpressions;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tickets;

/// <summary>Decides what of a case other customers may read. Pure; what might point to a person is not shown at all.</summary>
public static partial class PublicWords
{
    private const int MostTitle = 80;
    private const int MostMessage = 1000;

    /// <summary>The subject of a suggestion; null where it cannot be shown.</summary>
    public static string? Title(string subject, string? author)
    {
        var title = subject.ReplaceLineEndings(" ").Trim();
        return title.Length is > 3 and <= MostTitle && !SaysWho(title, author) && !Introduces().IsMatch(title) ? title : null;
    }

    /// <summary>What an agent told the author, without the salutation; null where it cannot be shown to others.</summary>
    public static string? Message(string message, string? author)
    {
        var told = Salutation().Replace(message.Trim(), "", 1).Trim();
        return told.Length is > 0 and <= MostMessage && !SaysWho(told, author) && !Addresses().IsMatch(told) ? told : null;
    }

    private static bool SaysWho(string text, string? author) =>
        PersonalData.Find(text).Count > 0
        || LongNumber().IsMatch(text)
        || (author is { Length: > 1 } && author.Split(' ').Append(author).Any(part => part.Length > 1 && text.Contains(part, StringComparison.OrdinalIgnoreCase)));

    [GeneratedRegex(@"[0-9０-９•]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex LongNumber();

    /// <summary>"I'm Jane", "my name is", "我叫…", "我是王…": somebody says who they are.</summary>
    [GeneratedRegex(@"\b(?:[Mm]y name|[Tt]his is [A-Z]|(?:I'm|I’m|I am|[Cc]all me) [A-Z]|[Mm](?:r|rs|s)\b)|我(?:叫|姓|的名字)|我是[\p{L}]{2,3}[,，。 ]|先生|女士|小姐", RegexOptions.CultureInvariant)]
    private static partial Regex Introduces();

    [GeneratedRegex(@"^(?:(?:[Dd]ear|[Hh]i|[Hh]ello|[Hh]ey|[Gg]ood (?:morning|afternoon|evening))\b[^,，!！:：\n]{0,40}|[^,，!！:：\n。]{0,20}(?:您好|你好|先生|女士|小姐))[,，!！:：\n]", RegexOptions.CultureInvariant)]
    private static partial Regex Salutation();

    /// <summary>A name still stands in it.</summary>
    [GeneratedRegex(@"\b(?:[Dd]ear|[Mm]r|[Mm]rs|[Mm]s)\b|先生|女士|小姐", RegexOptions.CultureInvariant)]
    private static partial Regex Addresses();
}
