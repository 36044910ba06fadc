using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>Reads texts: <c>{ zh-Hans: …, en: … }</c>, or a list of those with <c>when</c>; each text one sentence or a list of variants.</summary>
internal sealed class WordingNode(YamlFile file, ConditionNode conditions)
{
    private static readonly Map One = new("text",
        new("when", ConditionNode.Holds, "only then this text is said; the last of a list has none"),
        new(Languages.Chinese, Shape.Several(Shape.Text), "简体中文; a list gives variants that take turns", Required: true),
        new(Languages.English, Shape.Several(Shape.Text), "English; a list gives variants that take turns", Required: true));

    public static readonly Shape Holds = Shape.Several(One);

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
        var map = file.Keys(node, One, what);
        return new WordingCase(
            conditions.Read(map["when"]),
            Variants(map, Languages.Chinese, what, placeholders),
            Variants(map, Languages.English, what, placeholders));
    }

    private List<string> Variants(MapNode map, string language, string what, IReadOnlyCollection<string> placeholders)
    {
        var texts = file.Scalars(map[language], $"a text in {language} for {what}");
        foreach (var (text, node) in texts)
        {
            foreach (var name in Wording.Placeholders(text).Where(p => !placeholders.Contains(p)))
                file.Fault(node, Names.Unknown("placeholder", $"{{{name.TrimStart('{')}}}", $" in {what}", placeholders.Select(p => $"{{{p}}}")));
        }
        return [.. texts.Select(t => t.Text.Trim())];
    }
}
