using System.Text.RegularExpressions;
using FeedbackBot.Conversations.Answers;
using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>Reads one need of a flow, with the parser of its type.</summary>
internal sealed class NeedNode(
    YamlFile file, WordingNode texts, ConditionNode conditions, PhraseNode phrases, EffectNode effects,
    IReadOnlyDictionary<Line, Wording> lines, IReadOnlyCollection<string> ids)
{
    private static readonly Map Choice = new("choice",
        new("label", WordingNode.Holds, "its button; without it there is none"),
        new("words", PhraseNode.Lists, "mean it when asked, or after a wish such as \"I want\""),
        new("demands", PhraseNode.Lists, "mean it anywhere"),
        new("mentions", PhraseNode.Lists, "mean it in a told story when nothing else says what is wanted"),
        new("otherwise", Shape.Truth, "anything that is none of the others is this"));

    public static readonly Map Holds = new("need",
        new("id", Shape.Text, "the name of the step and of the field in the case", Required: true),
        new("type", Shape.OneOf<Types>(), "what kind of answer it is", Required: true),
        new("from", new Named("message"), "the customer's message itself is the answer (one need at most)"),
        new("optional", Shape.Truth, "may be skipped in any words"),
        new("known_from", new Named("contact", "page"), "contact: a known e-mail address or number is the answer; page: what the host page or an imported order says"),
        new("ask", WordingNode.Holds, "the question; without it the need is kept when said and never asked"),
        new("again", WordingNode.Holds, "the same in other words, with an example"),
        new("why", WordingNode.Holds, "the answer to \"why do you ask?\""),
        new("label", WordingNode.Holds, "its name in the summary; without it, it is not shown"),
        new("when", ConditionNode.Holds, "only then it is asked"),
        new("do", EffectNode.Holds, "effects as soon as it is answered"),
        new("choices", new Keyed(Choice), "of a choice: its values; of a rating: names of values"),
        new("scale", new ListOf(Shape.Number), "of a rating: [lowest, highest]"),
        new("pattern", Shape.Several(Shape.Text), "of a pattern or an order number: a regular expression over half-width text in capitals"),
        new("cues", PhraseNode.Lists, "of an order number: words after which it stands"),
        new("spot", PhraseNode.Holds, "of a text or a person: phrases that find it in a story"),
        new("here", WordingNode.Holds, "of a contact channel: the button for an answer right here"),
        new("none", WordingNode.Holds, "of a contact channel: what no answer is called"));

    internal enum Types { Text, YesNo, Choice, Rating, OrderNumber, Person, Pattern, ContactChannel, Date, Money, Product, Email, Phone, TicketNumber, ReceiptCode, QuietHours }

    public Need? Read(YamlNode node)
    {
        var map = file.Keys(node, Holds, "a need");
        var id = file.Scalar(map["id"], "an id");
        var type = file.Named<Types>(map["type"], "type");
        if (id is null || type is null)
            return null;
        var known = One(map, "known_from", "contact", "page");
        string[] placeholders = [.. ids.TakeWhile(i => i != id), .. Condition.KnownThings];
        return new Need
        {
            Id = id,
            Type = Type(type.Value, map),
            FromMessage = One(map, "from", "message") is not null,
            KnownFromContact = known == "contact",
            KnownFromPage = known == "page",
            Optional = file.Flag(map["optional"], "optional"),
            Ask = texts.Read(map["ask"], "ask", placeholders),
            Again = texts.Read(map["again"], "again", placeholders),
            Why = texts.Read(map["why"], "why", []),
            Label = texts.Read(map["label"], "label", []),
            When = conditions.Read(map["when"]),
            Do = effects.List(map["do"], "do"),
        };
    }

    private string? One(MapNode map, string key, params string[] allowed)
    {
        var node = map[key];
        var value = node is null ? null : file.Scalar(node, key);
        if (value is not null && !allowed.Contains(value))
            file.Fault(node!, Names.Unknown("value", value, $" of {key}", allowed));
        return value;
    }

    private AnswerType Type(Types type, MapNode map) => type switch
    {
        Types.YesNo => new YesNoAnswer(lines.GetValueOrDefault(Line.YesButton) ?? Blank, lines.GetValueOrDefault(Line.NoButton) ?? Blank, Options(map["choices"])),
        Types.Choice => new ChoiceAnswer(Choices(map.Required("choices", "a need of type choice"))),
        Types.Rating => Rating(map),
        Types.OrderNumber => new OrderNumberAnswer(Patterns(map), Cues(map)),
        Types.Person => new PersonAnswer(phrases.Read(map["spot"], "spot")),
        Types.Pattern => new PatternAnswer(Patterns(map)),
        Types.ContactChannel => Channel(map),
        Types.Date => new DateAnswer(),
        Types.Money => new MoneyAnswer(),
        Types.Product => new ProductAnswer(),
        Types.Email => new EmailAnswer(),
        Types.Phone => new PhoneAnswer(),
        Types.TicketNumber => new TicketNumberAnswer(),
        Types.ReceiptCode => new ReceiptCodeAnswer(),
        Types.QuietHours => Quiet(map),
        _ => new TextAnswer(phrases.Read(map["spot"], "spot")),
    };

    private static Wording Blank => new([new WordingCase(null, [""], [""])]);

    private ContactChannelAnswer Channel(MapNode map) => new(
        texts.Read(map.Required("here", "a need of type contact_channel"), "here", []) ?? Blank,
        texts.Read(map.Required("none", "a need of type contact_channel"), "none", []) ?? Blank);

    private RatingAnswer Rating(MapNode map)
    {
        var node = map.Required("scale", "a need of type rating");
        var scale = file.Scalars(node, "a number").Select(s => file.Integer(s.Node, "scale", 0)).ToList();
        if (scale.Count != 2 || scale[0] >= scale[1])
        {
            if (node is not null)
                file.Fault(node, "expected the scale as [lowest, highest]");
            scale = [1, 5];
        }
        return new RatingAnswer(scale[0], scale[1], Options(map["choices"]));
    }

    private QuietHoursAnswer Quiet(MapNode map)
    {
        var parts = Options(map["choices"]);
        foreach (var part in parts.Where(p => !QuietHoursAnswer.IsHours(p.Value)))
            file.Fault(map.Node, $"'{part.Value}' is no part of the day; expected hours such as 20-8");
        return new QuietHoursAnswer(parts);
    }

    private List<Option> Options(YamlNode? node)
    {
        var options = new List<Option>();
        if (node is not null and not YamlMappingNode)
            file.Fault(node, "expected choices as value: { label: …, words: … }");
        foreach (var (key, value) in (node as YamlMappingNode)?.Children ?? Enumerable.Empty<KeyValuePair<YamlNode, YamlNode>>())
        {
            var map = file.Keys(value, Choice, "a choice");
            var words = phrases.List(map["words"], "words");
            options.Add(new Option
            {
                Value = YamlFile.Key(key),
                Label = texts.Read(map["label"], "label", []),
                Words = Phrases.Compile([], words, []),
                Spellings = [.. words.Where(w => w.Length >= OneEdit.AtLeast && w.All(char.IsAsciiLetterLower))],
                Demands = Anywhere(map, "demands"),
                Mentions = Anywhere(map, "mentions"),
                Otherwise = file.Flag(map["otherwise"], "otherwise"),
            });
        }
        return options;
    }

    /// <summary>Options of which each can be named, and no word names two.</summary>
    private List<Option> Choices(YamlNode? node)
    {
        var words = new Dictionary<string, string>();
        foreach (var (key, value) in (node as YamlMappingNode)?.Children ?? Enumerable.Empty<KeyValuePair<YamlNode, YamlNode>>())
        {
            if (value is not YamlMappingNode option)
                continue;
            if (YamlFile.Find(option, "words") is null && YamlFile.Find(option, "demands") is null && YamlFile.Find(option, "otherwise") is null)
                file.Fault(key, $"choice '{YamlFile.Key(key)}' has no words; expected 'words' or 'demands' by which it is named, or 'otherwise: true'");
            foreach (var (text, place) in Said(option))
            {
                if (!words.TryAdd(Plain.Of(text), YamlFile.Key(key)) && words[Plain.Of(text)] is var other && other != YamlFile.Key(key))
                    file.Fault(place, $"'{text}' names both '{other}' and '{YamlFile.Key(key)}'; expected each word with one choice");
            }
        }
        return Options(node);
    }

    /// <summary>Every phrase of an option; what is wrong with their form is told where they are read.</summary>
    private static IEnumerable<(string Text, YamlNode Node)> Said(YamlMappingNode option) =>
        from key in new[] { "words", "demands" }
        from list in (YamlFile.Find(option, key) as YamlMappingNode)?.Children.Values ?? Enumerable.Empty<YamlNode>()
        from phrase in list is YamlSequenceNode several ? several.Children : (IEnumerable<YamlNode>)[list]
        where phrase is YamlScalarNode { Value.Length: > 0 }
        select (((YamlScalarNode)phrase).Value!, phrase);

    private Phrases Anywhere(MapNode map, string key) => Phrases.Compile([], phrases.List(map[key], key), []);

    private Phrases Cues(MapNode map) => Anywhere(map, "cues");

    private List<Regex> Patterns(MapNode map)
    {
        var patterns = new List<Regex>();
        foreach (var (text, node) in file.Scalars(map.Required("pattern", "a need with a pattern"), "a pattern"))
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
