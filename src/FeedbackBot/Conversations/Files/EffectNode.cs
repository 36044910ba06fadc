using FeedbackBot.Understanding;
using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>Reads what a flow makes happen: <c>- open_ticket: { kind: complaint }</c> with a text for each outcome under <c>say</c>.</summary>
internal sealed class EffectNode(YamlFile file, WordingNode texts, ConditionNode conditions, IReadOnlyCollection<string> needs)
{
    /// <summary>What a text about a case that was just filed can name.</summary>
    public static readonly string[] OfReceipt = ["ticket", "team", "first_response", "resolution", "code"];

    private static readonly Entry TicketKind = new("kind", new Named(["from_reading", .. Names.All<FeedbackKind>()]), "the kind of case; from_reading leaves it to what was understood");
    private static readonly Entry About = new("from", Shape.Text, "the need it is about; under 'do' it is the need itself");
    private static readonly Entry Code = new("code", Shape.Text, "the need with the receipt code that proves the case");
    private static readonly Entry Topic = new("topic", Shape.Text, "what the case is about, whatever the words say");
    private static readonly Entry Metric = new("metric", new Named("csat", "nps", "ces"), "what the rating measures");

    private static readonly string[] PreferenceKeys = ["channel", "quiet_hours", "messages"];

    private static readonly Dictionary<EffectKind, (string About, Entry[] Options, Dictionary<string, string[]> Outcomes)> Known = new()
    {
        [EffectKind.OpenTicket] = ("files the case", [TicketKind, Topic], new() { ["opened"] = OfReceipt }),
        [EffectKind.TellStatus] = ("tells how a case stands", [About, Code], new() { ["found"] = ["ticket", "status", "last_event", "team", "next_promise"], ["none"] = [], ["limited"] = [] }),
        [EffectKind.AddToTicket] = ("adds to a case filed here", [About], new() { ["added"] = ["ticket"], ["none"] = [] }),
        [EffectKind.WithdrawTicket] = ("takes a case back", [About], new() { ["withdrawn"] = ["ticket"], ["none"] = [] }),
        [EffectKind.RecordRating] = ("keeps a rating", [About, Metric], new() { ["recorded"] = [], ["followed"] = ["ticket"], ["expired"] = [] }),
        [EffectKind.RecordReason] = ("keeps the words beside the rating", [About], new() { ["recorded"] = [] }),
        [EffectKind.DismissSurvey] = ("lets the survey go", [], new() { ["dismissed"] = [] }),
        [EffectKind.JoinIdea] = ("adds a voice to the similar idea that was shown", [], new() { ["joined"] = ["voices"], ["gone"] = [] }),
        [EffectKind.KeepPreference] = ("keeps how the customer wants to be contacted", [.. PreferenceKeys.Select(k => new Entry(k, Shape.Text, "the need with this wish"))], new() { ["kept"] = [], ["nothing"] = [] }),
        [EffectKind.MailTranscript] = ("mails a copy of the chat: at once to a proved address, to any other after a link was followed", [About], new() { ["confirm"] = [], ["sent"] = [] }),
        [EffectKind.VerifyByEmail] = ("files the case when a link in an e-mail is confirmed", [About, TicketKind, Topic], new() { ["sent"] = [] }),
    };

    private static readonly Map One = new("effect",
    [
        .. Known.Select(k => new Entry(Names.Snake(k.Key), new Either(Options(k.Key), new Leaf("null")), k.Value.About)),
        new("say", new Either([WordingNode.Holds, .. Known.Keys.Select(Said)]), "a text by itself, or what is said for each outcome of the effect"),
        new("when", ConditionNode.Holds, "only then it happens"),
    ]);

    public static readonly Shape Holds = new ListOf(One);

    private static Map Options(EffectKind kind) => new(Names.Snake(kind), Known[kind].Options);

    private static Map Said(EffectKind kind) => new($"said_of_{Names.Snake(kind)}", [.. Known[kind].Outcomes.Select(o => new Entry(o.Key, WordingNode.Holds,
        o.Value.Length == 0 ? "said then" : "may contain " + string.Join(", ", o.Value.Select(p => $"{{{p}}}"))))]);

    public IReadOnlyList<EffectPlan> List(YamlNode? node, string what) =>
        [.. file.List(node, what).Select(Effect).OfType<EffectPlan>()];

    private EffectPlan? Effect(YamlNode node)
    {
        var map = file.Keys(node, One, "an effect");
        var named = map.Node.Children.Where(c => Names.All<EffectKind>().Contains(YamlFile.Key(c.Key)) && YamlFile.Key(c.Key) != "say").ToList();
        if (named.Count > 1)
            file.Fault(named[1].Key, "expected one effect in each item of the list");
        if (named.Count == 0 && map["say"] is null)
        {
            file.Fault(node, "expected an effect, one of: " + string.Join(", ", Names.All<EffectKind>()));
            return null;
        }
        var when = conditions.Read(map["when"]);
        return named.Count == 0 ? JustSay(map, when) : Effect(map, named[0], when);
    }

    private EffectPlan JustSay(MapNode map, Condition? when)
    {
        var text = texts.Read(map["say"], "say", needs);
        return new EffectPlan
        {
            Kind = EffectKind.Say,
            When = when,
            Outcomes = text is null ? new Dictionary<string, Wording>() : new() { [""] = text },
        };
    }

    private EffectPlan? Effect(MapNode map, KeyValuePair<YamlNode, YamlNode> named, Condition? when)
    {
        if (file.Named<EffectKind>(named.Key, "effect") is not { } kind)
            return null;
        var options = file.Keys(named.Value is YamlScalarNode { Value: "" or null } ? null : named.Value, Options(kind));
        return new EffectPlan
        {
            Kind = kind,
            When = when,
            TicketKind = Kind(Find(options, "kind")),
            Metric = MetricOf(Find(options, "metric")),
            Topic = Find(options, "topic") is { } topic ? file.Scalar(topic, "a topic") : null,
            Wishes = kind == EffectKind.KeepPreference ? Wishes(options) : new Dictionary<string, string>(),
            From = From(Find(options, "from")),
            Code = From(Find(options, "code")),
            Outcomes = Outcomes(map["say"], kind),
        };
    }

    private FeedbackKind? Kind(YamlNode? node) =>
        (node as YamlScalarNode)?.Value == "from_reading" ? null : file.Named<FeedbackKind>(node, "kind (or from_reading)");

    private string? MetricOf(YamlNode? node)
    {
        var metric = node is null ? null : file.Scalar(node, "a metric");
        if (metric is not (null or "csat" or "nps" or "ces"))
            file.Fault(node!, Names.Unknown("metric", metric, "", ["csat", "nps", "ces"]));
        return metric;
    }

    private string? From(YamlNode? node)
    {
        var need = node is null ? null : file.Scalar(node, "the id of a need");
        if (need is not null && !needs.Contains(need))
            file.Fault(node!, Names.Unknown("step", need, "", needs));
        return need;
    }

    private Dictionary<string, string> Wishes(MapNode options) => PreferenceKeys
        .Select(key => (Key: key, Need: From(Find(options, key))))
        .Where(w => w.Need is not null).ToDictionary(w => w.Key, w => w.Need!);

    /// <summary>An option, where this effect has it.</summary>
    private static YamlNode? Find(MapNode options, string key) => YamlFile.Find(options.Node, key);

    private Dictionary<string, Wording> Outcomes(YamlNode? node, EffectKind kind)
    {
        var map = file.Keys(node, Said(kind), "say");
        var said = new Dictionary<string, Wording>();
        foreach (var (outcome, placeholders) in Known[kind].Outcomes)
        {
            if (texts.Read(map[outcome], outcome, [.. placeholders, .. needs]) is { } text)
                said[outcome] = text;
        }
        return said;
    }
}
