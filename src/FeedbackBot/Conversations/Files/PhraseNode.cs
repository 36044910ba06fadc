using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>Reads phrases the customer may say, in both languages: <c>whole</c> messages and what messages may contain.</summary>
internal sealed class PhraseNode(YamlFile file, IReadOnlyList<string> fillers)
{
    /// <summary>A list in each language.</summary>
    public static readonly Map Lists = new("phrases",
        new(Languages.Chinese, Shape.Several(Shape.Word), "简体中文; [x] may be missing, (a|b) is either, * is a few words", Required: true),
        new(Languages.English, Shape.Several(Shape.Word), "English; [x] may be missing, (a|b) is either, * is a few words", Required: true));

    public static readonly Map Holds = new("said",
        new("whole", Lists, "the message is one of these and nothing else, polite words aside"),
        new("contains", Lists, "one of these may stand anywhere in the message"),
        new("at_most", Shape.Number, "a message with more characters is about something else, whatever it contains"));

    public Phrases Read(YamlNode? node, string what)
    {
        if (node is null)
            return Phrases.None;
        var map = file.Keys(node, Holds, what);
        var atMost = file.Integer(map["at_most"], "at_most", int.MaxValue);
        var whole = List(map["whole"], what, Phrases.WholeAtMost);
        var contains = List(map["contains"], what, atMost);
        if (map["whole"] is null && map["contains"] is null)
            file.Fault(node, $"expected phrases in {what}: whole, contains, or both");
        return Phrases.Compile(whole, contains, fillers, atMost);
    }

    /// <summary>A list in each language, taken together: people mix them.</summary>
    public List<string> List(YamlNode? node, string what, int atMost = int.MaxValue)
    {
        if (node is null)
            return [];
        var map = file.Keys(node, Lists, what);
        var all = new List<string>();
        foreach (var language in new[] { Languages.Chinese, Languages.English })
        {
            foreach (var (text, place) in file.Scalars(map[language], $"a phrase in {language} for {what}"))
            {
                if (Phrases.Fault(text, atMost) is { } fault)
                    file.Fault(place, $"{fault} in {what}");
                else
                    all.Add(text);
            }
        }
        return all;
    }
}
