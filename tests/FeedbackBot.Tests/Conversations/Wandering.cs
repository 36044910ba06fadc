using System.Text.Json;
using System.Text.RegularExpressions;
using FeedbackBot.Conversations;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Conversations;

/// <summary>Plays any moves and names the first thing that may never happen in a conversation.</summary>
internal sealed partial class Wandering(string language)
{
    private const int Patience = 3;

    private readonly Visit _visit = new(language);
    private readonly List<Move> _moves = [];
    private readonly HashSet<(string Matter, string Need)> _answered = [];
    private readonly HashSet<(string Matter, string Need)> _reopened = [];
    private (string? Step, int Begun, int Times) _asked;

    /// <summary>The first fault as "rule: what", or null.</summary>
    public static async Task<string?> FaultIn(string language, IEnumerable<Move> moves)
    {
        var wandering = new Wandering(language);
        foreach (var move in moves)
        {
            if (await wandering.Fault(move) is { } fault)
                return fault;
        }
        return null;
    }

    /// <summary>The moves without all those that the fault does not need.</summary>
    public static async Task<List<Move>> Shortest(string language, List<Move> moves, string fault)
    {
        var rule = fault.Split(':')[0];
        for (var i = moves.Count - 1; i >= 0; i--)
        {
            List<Move> fewer = [.. moves[..i], .. moves[(i + 1)..]];
            if ((await FaultIn(language, fewer))?.Split(':')[0] == rule)
                moves = fewer;
        }
        return moves;
    }

    private async Task<string?> Fault(Move move)
    {
        _moves.Add(move);
        var (before, said, resumed) = (_visit.State, _visit.Said, _visit.Resumed());
        try
        {
            await _visit.Hear(move.Text, move.Value, move.Files);
            await resumed.Hear(move.Text, move.Value, move.Files);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"throws: {e.GetType().Name} {e.Message}";
        }
        return Differs(resumed) ?? Mute() ?? AskedOften(move) ?? SaidTwice(move, said) ?? Foreign() ?? AskedAgain(before, move) ?? Lost(before, move) ?? await NoHuman();
    }

    private string? Differs(Visit resumed) =>
        resumed.Said.Select(s => s.Text).SequenceEqual(_visit.Said.Select(s => s.Text)) && JsonSerializer.Serialize(resumed.State) == JsonSerializer.Serialize(_visit.State)
            ? null
            : "resumed differently: " + string.Join(" | ", resumed.Said.Select(s => s.Text));

    private string? Mute()
    {
        if (_visit.State.Noise <= 3 && _visit.Said.Count == 0)
            return "silence: nothing was said";
        if (_visit.Said.Count(s => s.Step is not null) > 1)
            return "two questions: " + string.Join(" | ", _visit.Said.Select(s => s.Text));
        return _visit.Said.Any(s => s.Text.Length == 0) ? "silence: an empty text" : null;
    }

    private string? AskedOften(Move move)
    {
        if (_visit.Step is null || move.Repeats)
            return null;
        var begun = _visit.State.Flows is [.., var top] ? top.FirstTurn : 0;
        _asked = (_visit.Step, begun, (_visit.Step, begun) == (_asked.Step, _asked.Begun) ? _asked.Times + 1 : 1);
        return _asked.Times > Patience ? $"asked often: {_visit.Step}" : null;
    }

    private string? SaidTwice(Move move, List<Say> before) =>
        move.Repeats || (move.Asks && _moves is [.., { Asks: true }, _]) ? null : _visit.Said.Select(s => s.Text).Intersect(before.Select(s => s.Text)).FirstOrDefault() is { } twice ? "said twice: " + twice : null;

    private string? Foreign()
    {
        var told = string.Join('\n', _moves.Select(m => m.Text + "\n" + PersonalData.Mask(m.Text)));
        foreach (var say in _visit.Said)
        {
            if (say.Language != _visit.State.Language)
                return $"language: {say.Language} {say.Text}";
            var foreign = (say.Language == Languages.English ? Han() : LatinWords()).Matches(say.Text).Select(m => m.Value).FirstOrDefault(v => !told.Contains(v, StringComparison.Ordinal));
            if (foreign is not null)
                return $"script: {say.Text}";
        }
        return null;
    }

    private string? AskedAgain(ConversationState before, Move move)
    {
        if (_visit.State.Flows is not [.., var top] || _visit.Step is not { } step || top.Step != step)
            return null;
        foreach (var flow in before.Flows)
            _answered.UnionWith(flow.Answers.Keys.Select(a => (Matter(flow), a)));
        if (move.Corrects)
            _reopened.Add((Matter(top), step));
        return !_reopened.Contains((Matter(top), step)) && _answered.Contains((Matter(top), step)) ? $"asked again: {step} of {top.Flow}" : null;
    }

    /// <summary>A matter that was told is filed, added, still here, kept as a draft, or given up by the customer.</summary>
    private string? Lost(ConversationState before, Move move)
    {
        if (move.Drops || move.Corrects || before.Flows is [.., { Step: "cancel_confirm" or "resume" }])
            return null;
        var kept = JsonSerializer.Serialize(_visit.State) + string.Concat(_visit.Effects.Select(e => JsonSerializer.Serialize<object>(e)));
        return before.Flows.Select(Told).FirstOrDefault(t => t.Length > 0 && !kept.Contains(JsonSerializer.Serialize(t).Trim('"'), StringComparison.Ordinal)) is { } lost ? "lost: " + lost : null;
    }

    /// <summary>The matter in the customer's words, where a case comes of it.</summary>
    private string Told(RunningFlow flow) =>
        _visit.Flows.Find(flow.Flow) is { Filing: not null, Leave: null, Main: { } main } ? flow.Answers.GetValueOrDefault(main.Id, "") : "";

    private string Matter(RunningFlow flow) => $"{flow.FirstTurn} {flow.Flow} {Told(flow)}";

    /// <summary>Whoever asks for a person twice has a case that says so.</summary>
    private async Task<string?> NoHuman()
    {
        var visit = _visit.Resumed();
        foreach (var wish in new[] { "转人工", "human please" })
        {
            await visit.Hear(wish);
            if (visit.Effects.Any(e => e is FileCase or AddToTicket))
                return null;
        }
        return $"no human: {visit.Log}";
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}+")]
    private static partial Regex Han();

    [GeneratedRegex(@"[A-Za-z']+(?: [A-Za-z']+){3,}")]
    private static partial Regex LatinWords();
}
