using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>Reads phrases the customer may say, in both languages: <c>whole</c> messages and what messages may contain.</summary>
internal sealed class PhraseNode(YamlFile file, IReadOnlyList<string> fillers)
{
    public Phrases Read(YamlNode? node, string what)
    {
        if (node is null)
            return Phrases.None;
        var map = file.Keys(node, what, "whole", "contains", "at_most");
        var whole = List(YamlFile.Find(map, "whole"), what);
        var contains = List(YamlFile.Find(map, "contains"), what);
        if (whole.Count + contains.Count == 0)
            file.Fault(node, $"expected phrases in {what}: whole, contains, or both");
        return Phrases.Compile(whole, contains, fillers, file.Integer(YamlFile.Find(map, "at_most"), "at_most", int.MaxValue));
    }

    /// <summary>A list in each language, taken together: people mix them.</summary>
    public List<string> List(YamlNode? node, string what)
    {
        if (node is null)
            return [];
        var map = file.Keys(node, what, Languages.Chinese, Languages.English);
        var all = new List<string>();
        foreach (var language in new[] { Languages.Chinese, Languages.English })
        {
            foreach (var (text, place) in file.Scalars(file.Required(map, language, what), $"a phrase in {language} for {what}"))
            {
                if (Phrases.Fault(text) is { } fault)
                    file.Fault(place, $"{fault} in {what}");
                else
                    all.Add(text);
            }
        }
        return all;
    }
}
