using System.Security.Cryptography;
using FeedbackBot.Understanding;
using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>Reads one flow file.</summary>
internal sealed class FlowFile
{
    private static readonly Map Starts = new("starts_when",
        new("kind", Shape.OneOf<FeedbackKind>(), "what the reader makes of the message"),
        new("says", PhraseNode.Holds, "words that open it whatever the reader thinks"),
        new("content", PhraseNode.Lists, "words that open it too, and are part of the story"),
        new("hints", PhraseNode.Lists, "words that open it only where the reader is not certain"),
        new("asks_for", Shape.OneOf<AsksFor>(), "it is for those who ask for this, in the middle of other flows too"),
        new("interrupts", Shape.Truth, "its words open it in the middle of any other flow"));

    private static readonly Map Confirm = new("confirm",
        new("ask", WordingNode.Holds, "the summary; {summary} is what was told", Required: true),
        new("change", WordingNode.Holds, "asked when it was not right", Required: true));

    private static readonly Map AtOnce = new("at_once",
        new("when", ConditionNode.Holds, "what makes it so pressing", Required: true),
        new("receipt", WordingNode.Holds, "said when it is filed; may contain " + string.Join(", ", EffectNode.OfReceipt.Select(n => $"{{{n}}}")), Required: true));

    public static readonly Map Holds = new("the flow",
        new("flow", Shape.Text, "its name; also the value its button sends", Required: true),
        new("title", WordingNode.Holds, "what it is called in a sentence: back to your complaint", Required: true),
        new("starts_when", Starts, "what opens it"),
        new("button", WordingNode.Holds, "its button beside the greeting; without it there is none"),
        new("place", Shape.Number, "where its button stands"),
        new("needs", new ListOf(NeedNode.Holds), "what it wants to know, in the order in which it is asked"),
        new("confirm", Confirm, "the summary before it is filed"),
        new("acknowledge", WordingNode.Holds, "said when it begins with something told"),
        new("at_once", AtOnce, "when the case is filed as soon as it is told, before anything is asked"),
        new("then", EffectNode.Holds, "what comes of it"),
        new("leave", EffectNode.Holds, "if present, it may be left at the first \"no thanks\", and this happens then"));

    private readonly string _path;
    private readonly YamlFile _file;
    private readonly YamlMappingNode? _root;
    private readonly ConditionNode _conditions;
    private readonly WordingNode _texts;
    private readonly PhraseNode _phrases;
    private readonly IReadOnlyDictionary<Line, Wording> _lines;

    public FlowFile(string path, Vocabulary words, IReadOnlyDictionary<Line, Wording> lines, List<DialogError> errors)
    {
        _path = path;
        _lines = lines;
        (_file, _root) = YamlFile.Open(path, errors);
        _conditions = new ConditionNode(_file);
        _texts = new WordingNode(_file, _conditions);
        _phrases = new PhraseNode(_file, words.Fillers);
    }

    public (Flow Flow, DialogError Place)? Read()
    {
        if (_root is null || _root.Children.Count == 0)
            return null;
        var map = _file.Keys(_root, Holds);
        var name = _file.Scalar(map["flow"], "the name of the flow");
        var needNodes = _file.List(map["needs"], "needs");
        var ids = needNodes.Select(n => n is YamlMappingNode m ? (YamlFile.Find(m, "id") as YamlScalarNode)?.Value : null).OfType<string>().ToList();
        var effects = new EffectNode(_file, _texts, _conditions, ids);
        var needs = needNodes.Select(n => new NeedNode(_file, _texts, _conditions, _phrases, effects, _lines, ids).Read(n)).OfType<Need>().ToList();
        var flow = Flow(map, name ?? "", needs, effects, ids);
        FlowChecks.Run(_file, flow, needNodes, _conditions);
        return name is null ? null : (flow, new DialogError(_file.Name, _root.Start.Line, _root.Start.Column, ""));
    }

    private Flow Flow(MapNode map, string name, IReadOnlyList<Need> needs, EffectNode effects, List<string> ids)
    {
        var starts = _file.Keys(map["starts_when"], Starts);
        var confirm = _file.Keys(map["confirm"], Confirm);
        var confirms = map["confirm"] is not null;
        var atOnce = _file.Keys(map["at_once"], AtOnce);
        string[] summary = ["summary", .. ids];
        return new Flow
        {
            Name = name,
            Version = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_path)))[..12],
            Title = _texts.Read(map["title"], "title", []) ?? new Wording([]),
            Kind = _file.Named<FeedbackKind>(starts["kind"], "kind"),
            Says = _phrases.Read(starts["says"], "says"),
            Content = Phrases.Compile([], _phrases.List(starts["content"], "content"), []),
            Hints = Phrases.Compile([], _phrases.List(starts["hints"], "hints"), []),
            AsksFor = _file.Named<AsksFor>(starts["asks_for"], "asks_for"),
            Interrupts = _file.Flag(starts["interrupts"], "interrupts"),
            Button = _texts.Read(map["button"], "button", []),
            Place = _file.Integer(map["place"], "place", 100),
            Needs = needs,
            Confirm = confirms ? _texts.Read(confirm["ask"], "confirm", summary) : null,
            Change = confirms ? _texts.Read(confirm["change"], "change", ids) : null,
            Acknowledge = _texts.Read(map["acknowledge"], "acknowledge", ids),
            AtOnce = _conditions.Read(atOnce["when"]),
            AtOnceReceipt = _texts.Read(atOnce["receipt"], "receipt", EffectNode.OfReceipt),
            Then = effects.List(map["then"], "then"),
            Leave = map["leave"] is { } leave ? effects.List(leave, "leave") : null,
        };
    }
}
