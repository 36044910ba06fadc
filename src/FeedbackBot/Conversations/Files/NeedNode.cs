using System.Text.RegularExpressions;
using FeedbackBot.Conversations.Answers;
using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>Reads one need of a flow, with the parser of its type.</summary>
internal sealed class NeedNode(
    YamlFile file, WordingNode texts, ConditionNode conditions, PhraseNode phrases, EffectNode effects,
    IReadOnlyDictionary<Line, Wording> lines, IReadOnlyCollection<string> ids)
{
    private static readonly string[] Keys =
        ["id", "type", "from", "optional", "known_from", "ask", "again", "why", "label", "when", "do", "choices", "scale", "pattern", "cues", "spot", "here", "none"];

    private enum Types { Text, YesNo, Choice, Rating, OrderNumber, Person, Pattern, ContactChannel, Date, Email, Phone, TicketNumber }

    public Need? Read(YamlNode node)
    {
        var map = file.Keys(node, "a need", Keys);
        var id = file.Scalar(file.Required(map, "id", "a need"), "an id");
        var type = file.Named<Types>(file.Required(map, "type", "a need"), "type");
        if (id is null || type is null)
            return null;
        string[] placeholders = [.. ids.TakeWhile(i => i != id), .. Condition.KnownThings];
        return new Need
        {
            Id = id,
            Type = Type(type.Value, map),
            FromMessage = One(map, "from", "message") is not null,
            KnownFromContact = One(map, "known_from", "contact", "page") == "contact",
            KnownFromPage = One(map, "known_from", "contact", "page") == "page",
            Optional = file.Flag(YamlFile.Find(map, "optional"), "optional"),
            Ask = texts.Read(YamlFile.Find(map, "ask"), "ask", placeholders),
            Again = texts.Read(YamlFile.Find(map, "again"), "again", placeholders),
            Why = texts.Read(YamlFile.Find(map, "why"), "why", []),
            Label = texts.Read(YamlFile.Find(map, "label"), "label", []),
            When = conditions.Read(YamlFile.Find(map, "when")),
            Do = effects.List(YamlFile.Find(map, "do"), "do"),
        };
    }

    private string? One(YamlMappingNode map, string key, params string[] allowed)
    {
        var node = YamlFile.Find(map, key);
        var value = node is null ? null : file.Scalar(node, key);
        if (value is not null && !allowed.Contains(value))
            file.Fault(node!, $"unknown value '{value}' of {key}; expected {string.Join(" or ", allowed)}");
        return value;
    }

    private AnswerType Type(Types type, YamlMappingNode map) => type switch
    {
        Types.YesNo => new YesNoAnswer(lines.GetValueOrDefault(Line.YesButton) ?? Blank, lines.GetValueOrDefault(Line.NoButton) ?? Blank),
        Types.Choice => new ChoiceAnswer(Options(file.Required(map, "choices", "a need of type choice"))),
        Types.Rating => Rating(map),
        Types.OrderNumber => new OrderNumberAnswer(Patterns(map), Cues(map)),
        Types.Person => new PersonAnswer(phrases.Read(YamlFile.Find(map, "spot"), "spot")),
        Types.Pattern => new PatternAnswer(Patterns(map)),
        Types.ContactChannel => Channel(map),
        Types.Date => new DateAnswer(),
        Types.Email => new EmailAnswer(),
        Types.Phone => new PhoneAnswer(),
        Types.TicketNumber => new TicketNumberAnswer(),
        _ => new TextAnswer(phrases.Read(YamlFile.Find(map, "spot"), "spot")),
    };

    private static Wording Blank => new([new WordingCase(null, [""], [""])]);

    private ContactChannelAnswer Channel(YamlMappingNode map) => new(
        texts.Read(file.Required(map, "here", "a need of type contact_channel"), "here", []) ?? Blank,
        texts.Read(file.Required(map, "none", "a need of type contact_channel"), "none", []) ?? Blank);

    private RatingAnswer Rating(YamlMappingNode map)
    {
        var node = file.Required(map, "scale", "a need of type rating");
        var scale = file.Scalars(node, "a number").Select(s => file.Integer(s.Node, "scale", 0)).ToList();
        if (scale.Count != 2 || scale[0] >= scale[1])
        {
            if (node is not null)
                file.Fault(node, "expected the scale as [lowest, highest]");
            scale = [1, 5];
        }
        return new RatingAnswer(scale[0], scale[1], Options(YamlFile.Find(map, "choices")));
    }

    private List<Option> Options(YamlNode? node)
    {
        var options = new List<Option>();
        if (node is not null and not YamlMappingNode)
            file.Fault(node, "expected choices as value: { label: …, words: … }");
        foreach (var (key, value) in (node as YamlMappingNode)?.Children ?? Enumerable.Empty<KeyValuePair<YamlNode, YamlNode>>())
        {
            var map = file.Keys(value, "a choice", "label", "words", "demands", "otherwise");
            options.Add(new Option
            {
                Value = YamlFile.Key(key),
                Label = texts.Read(YamlFile.Find(map, "label"), "label", []),
                Words = Anywhere(map, "words"),
                Demands = Anywhere(map, "demands"),
                Otherwise = file.Flag(YamlFile.Find(map, "otherwise"), "otherwise"),
            });
        }
        return options;
    }

    private Phrases Anywhere(YamlMappingNode map, string key) => Phrases.Compile([], phrases.List(YamlFile.Find(map, key), key), []);

    private Phrases Cues(YamlMappingNode map) => Anywhere(map, "cues");

    private List<Regex> Patterns(YamlMappingNode map)
    {
        var patterns = new List<Regex>();
        foreach (var (text, node) in file.Scalars(file.Required(map, "pattern", "a need with a pattern"), "a pattern"))
        {
            try
            {
                patterns.Add(new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
            }
            catch (Exception broken) when (broken is ArgumentException or NotSupportedException)
            {
                file.Fault(node, "not a usable pattern: " + broken.Message);
            }
        }
        return patterns;
    }
}
