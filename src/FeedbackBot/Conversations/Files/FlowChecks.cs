using FeedbackBot.Conversations.Answers;
using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>What must hold across a flow file: every step can be reached, every name means something.</summary>
internal static class FlowChecks
{
    private const string ConfirmStep = "confirm";

    public static void Run(YamlFile file, Flow flow, IReadOnlyList<YamlNode> nodes, ConditionNode conditions)
    {
        Ids(file, flow, nodes);
        foreach (var (need, values, node) in conditions.Uses)
            Use(file, flow, need, values, node);
        if (flow.Needs.Count != nodes.Count)
            return; // a need that could not be read has its own error
        for (var i = 0; i < nodes.Count; i++)
            Reachable(file, flow, i, nodes[i]);
    }

    private static void Ids(YamlFile file, Flow flow, IReadOnlyList<YamlNode> nodes)
    {
        var seen = new HashSet<string>();
        foreach (var node in nodes.OfType<YamlMappingNode>())
        {
            if (YamlFile.Find(node, "id") is not YamlScalarNode { Value: { } id } place)
                continue;
            if (!seen.Add(id))
                file.Fault(place, $"a second need '{id}'; expected each id once");
            if (id == ConfirmStep)
                file.Fault(place, "a need may not be called 'confirm': that is the step of the summary");
        }
        if (flow.Needs.Count(n => n.FromMessage) > 1)
            file.Fault(nodes[^1], "more than one need has 'from: message'; expected at most one");
    }

    private static void Use(YamlFile file, Flow flow, string id, IReadOnlyList<(string Text, YamlNode Node)> values, YamlNode node)
    {
        if (flow.Find(id) is not { } need)
        {
            file.Fault(node, Names.Unknown("step", id, "", flow.Needs.Select(n => n.Id)));
            return;
        }
        foreach (var (text, place) in values.Where(v => need.Type.Values?.Contains(v.Text) == false))
            file.Fault(place, $"'{id}' can never be '{text}'; expected one of: {string.Join(", ", need.Type.Values!)}");
    }

    private static void Reachable(YamlFile file, Flow flow, int index, YamlNode node)
    {
        var need = flow.Needs[index];
        if (need.Ask is null && !need.Type.CanSpot && !need.FromMessage && !need.KnownFromPage)
            file.Fault(node, $"step '{need.Id}' can never be reached; expected 'ask', 'from: message', 'known_from: page' or 'spot'");
        if (need.Ask is null && !need.Optional)
            file.Fault(node, $"step '{need.Id}' is required but never asked; expected 'ask' or 'optional: true'");
        if (need.Do.Any(e => e.Kind == EffectKind.RecordRating && (flow.Find(e.From) ?? need).Type is not RatingAnswer))
            file.Fault(node, $"step '{need.Id}' records a rating that is none; expected a need of type rating");
        foreach (var other in new[] { need.When?.Answered, need.When?.Answer }.OfType<string>())
        {
            var earlier = flow.Needs.Take(index).Any(n => n.Id == other);
            if (!earlier && flow.Find(other) is not null)
                file.Fault(node, $"step '{need.Id}' can never be reached: it waits for '{other}', which is not before it");
        }
    }
}
