using System.Security.Cryptography;
using FeedbackBot.Understanding;
using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>Reads one flow file.</summary>
internal sealed class FlowFile
{
    private readonly string _path;
    private readonly YamlFile _file;
    private readonly YamlMappingNode _root;
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
        if (_root.Children.Count == 0)
            return null;
        var map = _file.Keys(_root, "the flow", "flow", "title", "starts_when", "button", "place", "needs", "confirm", "acknowledge", "then", "leave");
        var name = _file.Scalar(_file.Required(map, "flow", "the flow"), "the name of the flow");
        var needNodes = _file.List(YamlFile.Find(map, "needs"), "needs");
        var ids = needNodes.Select(n => n is YamlMappingNode m ? (YamlFile.Find(m, "id") as YamlScalarNode)?.Value : null).OfType<string>().ToList();
        var effects = new EffectNode(_file, _texts, _conditions, ids);
        var needs = needNodes.Select(n => new NeedNode(_file, _texts, _conditions, _phrases, effects, _lines, ids).Read(n)).OfType<Need>().ToList();
        var flow = Flow(map, name ?? "", needs, effects, ids);
        FlowChecks.Run(_file, flow, needNodes, _conditions);
        return name is null ? null : (flow, new DialogError(_file.Name, _root.Start.Line, _root.Start.Column, ""));
    }

    private Flow Flow(YamlMappingNode map, string name, IReadOnlyList<Need> needs, EffectNode effects, List<string> ids)
    {
        var starts = _file.Keys(YamlFile.Find(map, "starts_when"), "starts_when", "kind", "says", "content", "hints", "asks_for", "interrupts");
        var confirm = _file.Keys(YamlFile.Find(map, "confirm"), "confirm", "ask", "change");
        var confirms = YamlFile.Find(map, "confirm") is not null;
        string[] summary = ["summary", .. ids];
        return new Flow
        {
            Name = name,
            Version = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_path)))[..12],
            Title = _texts.Read(_file.Required(map, "title", "the flow"), "title", []) ?? new Wording([]),
            Kind = _file.Named<FeedbackKind>(YamlFile.Find(starts, "kind"), "kind"),
            Says = _phrases.Read(YamlFile.Find(starts, "says"), "says"),
            Content = Phrases.Compile([], _phrases.List(YamlFile.Find(starts, "content"), "content"), []),
            Hints = Phrases.Compile([], _phrases.List(YamlFile.Find(starts, "hints"), "hints"), []),
            AsksFor = _file.Named<AsksFor>(YamlFile.Find(starts, "asks_for"), "asks_for"),
            Interrupts = _file.Flag(YamlFile.Find(starts, "interrupts"), "interrupts"),
            Button = _texts.Read(YamlFile.Find(map, "button"), "button", []),
            Place = _file.Integer(YamlFile.Find(map, "place"), "place", 100),
            Needs = needs,
            Confirm = confirms ? _texts.Read(_file.Required(confirm, "ask", "confirm"), "confirm", summary) : null,
            Change = confirms ? _texts.Read(_file.Required(confirm, "change", "confirm"), "change", ids) : null,
            Acknowledge = _texts.Read(YamlFile.Find(map, "acknowledge"), "acknowledge", ids),
            Then = effects.List(YamlFile.Find(map, "then"), "then"),
            Leave = YamlFile.Find(map, "leave") is { } leave ? effects.List(leave, "leave") : null,
        };
    }
}
