using FeedbackBot.Understanding;
using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>Reads <c>when:</c>, and keeps which needs it speaks of, so that the flow can check them.</summary>
internal sealed class ConditionNode(YamlFile file)
{
    public static readonly Map Holds = new("when",
        new("answered", Shape.Text, "this need has an answer"),
        new("not_answered", Shape.Text, "this need has none"),
        new("answer", Shape.Text, "the need whose answer is one of those under 'is'"),
        new("is", Shape.Several(Shape.Word), "the answers that count"),
        new("flag", Shape.Several(Shape.OneOf<ReadingFlags>()), "any of these was recognised in the matter"),
        new("topic", Shape.Several(Shape.Text), "the message is mainly about one of these"),
        new("known", new Named([.. Condition.KnownThings]), "known before anything was asked"),
        new("not_known", new Named([.. Condition.KnownThings]), "not known before anything was asked"),
        new("heard", PhraseNode.Lists, "any of these phrases stands in the message"));

    public List<(string Need, IReadOnlyList<(string Text, YamlNode Node)> Values, YamlNode Node)> Uses { get; } = [];

    public Condition? Read(YamlNode? node)
    {
        if (node is null)
            return null;
        var map = file.Keys(node, Holds);
        if (node is YamlMappingNode { Children.Count: 0 })
            file.Fault(node, "expected at least one test in when: " + string.Join(", ", Holds.Keys));
        var values = file.Scalars(map["is"], "a value");
        var condition = new Condition
        {
            Answered = Use(map, "answered", []),
            NotAnswered = Use(map, "not_answered", []),
            Answer = Use(map, "answer", values),
            Is = [.. values.Select(v => v.Text)],
            Flags = Flags(map["flag"]),
            Topics = [.. file.Scalars(map["topic"], "a topic").Select(t => t.Text)],
            Known = KnownThing(map["known"]),
            NotKnown = KnownThing(map["not_known"]),
            Heard = map["heard"] is { } heard ? Phrases.Compile([], new PhraseNode(file, []).List(heard, "heard"), []) : Phrases.None,
        };
        if (condition.NotAnswered is { } none && (none == condition.Answered || none == condition.Answer))
            file.Fault(node, $"a when that can never hold: '{none}' cannot have an answer and have none");
        return condition;
    }

    private string? Use(MapNode map, string key, IReadOnlyList<(string, YamlNode)> values)
    {
        var node = map[key];
        var need = node is null ? null : file.Scalar(node, "the id of a need");
        if (key == "answer" && (node is null) != (map["is"] is null))
            file.Fault(map.Node, "expected 'answer' and 'is' together in when");
        if (need is not null)
            Uses.Add((need, values, node!));
        return need;
    }

    private ReadingFlags Flags(YamlNode? node)
    {
        var flags = ReadingFlags.None;
        foreach (var (_, item) in file.Scalars(node, "a flag"))
            flags |= file.Named<ReadingFlags>(item, "flag") ?? ReadingFlags.None;
        return flags;
    }

    private string? KnownThing(YamlNode? node)
    {
        var thing = node is null ? null : file.Scalar(node, "something known");
        if (thing is not null && !Condition.KnownThings.Contains(thing))
            file.Fault(node!, Names.Unknown("thing", thing, " in when", Condition.KnownThings));
        return thing;
    }
}
