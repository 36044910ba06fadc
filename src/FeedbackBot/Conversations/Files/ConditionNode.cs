using FeedbackBot.Understanding;
using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>Reads <c>when:</c>, and keeps which needs it speaks of, so that the flow can check them.</summary>
internal sealed class ConditionNode(YamlFile file)
{
    private static readonly string[] Keys = ["answered", "not_answered", "answer", "is", "flag", "topic", "known", "not_known"];

    public List<(string Need, IReadOnlyList<(string Text, YamlNode Node)> Values, YamlNode Node)> Uses { get; } = [];

    public Condition? Read(YamlNode? node)
    {
        if (node is null)
            return null;
        var map = file.Keys(node, "when", Keys);
        if (map.Children.Count == 0)
            file.Fault(node, "expected at least one test in when: " + string.Join(", ", Keys));
        var values = file.Scalars(YamlFile.Find(map, "is"), "a value");
        return new Condition
        {
            Answered = Use(map, "answered", []),
            NotAnswered = Use(map, "not_answered", []),
            Answer = Use(map, "answer", values),
            Is = [.. values.Select(v => v.Text)],
            Flags = Flags(YamlFile.Find(map, "flag")),
            Topics = [.. file.Scalars(YamlFile.Find(map, "topic"), "a topic").Select(t => t.Text)],
            Known = KnownThing(YamlFile.Find(map, "known")),
            NotKnown = KnownThing(YamlFile.Find(map, "not_known")),
        };
    }

    private string? Use(YamlMappingNode map, string key, IReadOnlyList<(string, YamlNode)> values)
    {
        var node = YamlFile.Find(map, key);
        var need = node is null ? null : file.Scalar(node, "the id of a need");
        if (key == "answer" && (node is null) != (YamlFile.Find(map, "is") is null))
            file.Fault(map, "expected 'answer' and 'is' together in when");
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
            file.Fault(node!, $"unknown thing '{thing}' in when; expected one of: {string.Join(", ", Condition.KnownThings)}");
        return thing;
    }
}
