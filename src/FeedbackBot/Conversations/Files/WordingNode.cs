using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>Reads texts: <c>{ zh-Hans: …, en: … }</c>, or a list of those with <c>when</c>; each text one sentence or a list of variants.</summary>
internal sealed class WordingNode(YamlFile file, ConditionNode conditions)
{
    public Wording? Read(YamlNode? node, string what, IReadOnlyCollection<string> placeholders)
    {
        if (node is null)
            return null;
        var nodes = node is YamlSequenceNode list ? list.Children : [node];
        var cases = nodes.Select(n => Case(n, what, placeholders)).ToList();
        for (var i = 0; i < cases.Count; i++)
        {
            if (cases[i].When is null && i < cases.Count - 1)
                file.Fault(nodes[i + 1], $"can never be said: the text before it in {what} has no 'when'; put it last");
        }
        return cases.Count == 0 ? null : new Wording(cases);
    }

    private WordingCase Case(YamlNode node, string what, IReadOnlyCollection<string> placeholders)
    {
        var map = file.Keys(node, what, "when", Languages.Chinese, Languages.English);
        return new WordingCase(
            conditions.Read(YamlFile.Find(map, "when")),
            Variants(map, Languages.Chinese, what, placeholders),
            Variants(map, Languages.English, what, placeholders));
    }

    private List<string> Variants(YamlMappingNode map, string language, string what, IReadOnlyCollection<string> placeholders)
    {
        var texts = file.Scalars(file.Required(map, language, what), $"a text in {language} for {what}");
        foreach (var (text, node) in texts)
        {
            foreach (var name in Wording.Placeholders(text).Where(p => !placeholders.Contains(p)))
                file.Fault(node, $"unknown placeholder '{{{name.TrimStart('{')}}}' in {what}; expected "
                    + (placeholders.Count == 0 ? "none here" : "one of: " + string.Join(", ", placeholders)));
        }
        return [.. texts.Select(t => t.Text.Trim())];
    }
}
