using FeedbackBot.Understanding;
using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>Reads what a flow makes happen: <c>- open_ticket: { kind: complaint }</c> with a text for each outcome under <c>say</c>.</summary>
internal sealed class EffectNode(YamlFile file, WordingNode texts, ConditionNode conditions, IReadOnlyCollection<string> needs)
{
    private static readonly string[] PreferenceKeys = ["channel", "quiet_hours", "messages"];

    private static readonly Dictionary<EffectKind, (string[] Keys, Dictionary<string, string[]> Outcomes)> Known = new()
    {
        [EffectKind.OpenTicket] = (["kind", "topic"], new() { ["opened"] = ["ticket", "team", "first_response", "resolution", "code"] }),
        [EffectKind.TellStatus] = (["from"], new() { ["found"] = ["ticket", "status", "last_event", "team", "next_promise"], ["none"] = [] }),
        [EffectKind.AddToTicket] = (["from"], new() { ["added"] = ["ticket"], ["none"] = [] }),
        [EffectKind.WithdrawTicket] = (["from"], new() { ["withdrawn"] = ["ticket"], ["none"] = [] }),
        [EffectKind.RecordRating] = (["from", "metric"], new() { ["recorded"] = [], ["expired"] = [] }),
        [EffectKind.RecordReason] = (["from"], new() { ["recorded"] = [] }),
        [EffectKind.DismissSurvey] = ([], new() { ["dismissed"] = [] }),
        [EffectKind.Say] = ([], []),
        [EffectKind.KeepPreference] = ([.. PreferenceKeys], new() { ["kept"] = [], ["nothing"] = [] }),
        [EffectKind.VerifyByEmail] = (["from", "kind", "topic"], new() { ["sent"] = [] }),
    };

    public IReadOnlyList<EffectPlan> List(YamlNode? node, string what) =>
        [.. file.List(node, what).Select(One).OfType<EffectPlan>()];

    private EffectPlan? One(YamlNode node)
    {
        var map = file.Keys(node, "an effect", [.. Names.All<EffectKind>(), "when"]);
        var named = map.Children.Where(c => Names.All<EffectKind>().Contains(YamlFile.Key(c.Key)) && YamlFile.Key(c.Key) != "say").ToList();
        if (named.Count > 1)
            file.Fault(named[1].Key, "expected one effect in each item of the list");
        if (named.Count == 0 && YamlFile.Find(map, "say") is null)
        {
            file.Fault(node, "expected an effect, one of: " + string.Join(", ", Names.All<EffectKind>()));
            return null;
        }
        var when = conditions.Read(YamlFile.Find(map, "when"));
        return named.Count == 0 ? JustSay(map, when) : Effect(map, named[0], when);
    }

    private EffectPlan JustSay(YamlMappingNode map, Condition? when)
    {
        var text = texts.Read(YamlFile.Find(map, "say"), "say", needs);
        return new EffectPlan
        {
            Kind = EffectKind.Say,
            When = when,
            Outcomes = text is null ? new Dictionary<string, Wording>() : new() { [""] = text },
        };
    }

    private EffectPlan? Effect(YamlMappingNode map, KeyValuePair<YamlNode, YamlNode> named, Condition? when)
    {
        if (file.Named<EffectKind>(named.Key, "effect") is not { } kind)
            return null;
        var (keys, outcomes) = Known[kind];
        var options = named.Value is YamlScalarNode { Value: "" or null or "{}" } || keys.Length == 0
            ? file.Keys(null, "")
            : file.Keys(named.Value, YamlFile.Key(named.Key), keys);
        return new EffectPlan
        {
            Kind = kind,
            When = when,
            TicketKind = Kind(YamlFile.Find(options, "kind")),
            Metric = Metric(YamlFile.Find(options, "metric")),
            Topic = YamlFile.Find(options, "topic") is { } topic ? file.Scalar(topic, "a topic") : null,
            Wishes = kind == EffectKind.KeepPreference ? Wishes(options) : new Dictionary<string, string>(),
            From = From(YamlFile.Find(options, "from")),
            Outcomes = Outcomes(YamlFile.Find(map, "say"), outcomes),
        };
    }

    private FeedbackKind? Kind(YamlNode? node) =>
        (node as YamlScalarNode)?.Value == "from_reading" ? null : file.Named<FeedbackKind>(node, "kind (or from_reading)");

    private string? Metric(YamlNode? node)
    {
        var metric = node is null ? null : file.Scalar(node, "a metric");
        if (metric is not (null or "csat" or "nps" or "ces"))
            file.Fault(node!, $"unknown metric '{metric}'; expected one of: csat, nps, ces");
        return metric;
    }

    private string? From(YamlNode? node)
    {
        var need = node is null ? null : file.Scalar(node, "the id of a need");
        if (need is not null && !needs.Contains(need))
            file.Fault(node!, $"unknown step '{need}'; expected one of: {string.Join(", ", needs)}");
        return need;
    }

    private Dictionary<string, string> Wishes(YamlMappingNode options) => PreferenceKeys
        .Select(key => (Key: key, Need: From(YamlFile.Find(options, key))))
        .Where(w => w.Need is not null).ToDictionary(w => w.Key, w => w.Need!);

    private Dictionary<string, Wording> Outcomes(YamlNode? node, Dictionary<string, string[]> known)
    {
        var map = file.Keys(node, "say", [.. known.Keys]);
        var said = new Dictionary<string, Wording>();
        foreach (var (outcome, placeholders) in known)
        {
            if (texts.Read(YamlFile.Find(map, outcome), outcome, [.. placeholders, .. needs]) is { } text)
                said[outcome] = text;
        }
        return said;
    }
}
