using System.Text.RegularExpressions;
using FeedbackBot.Conversations;

namespace FeedbackBot.Tests.Conversations;

/// <summary>A conversation written down: what the customer says, what the bot must ask and say, what must come of it.</summary>
/// <remarks>
/// <c>&gt; text</c> the customer; <c>* VALUE</c> they tap a button; <c>+ text</c> they send a file, with words or none; <c>&lt; step NAME</c> the message asks it; <c>&lt; asks nothing</c>; <c>&lt; says PATTERN</c>, <c>&lt; never PATTERN</c> in this turn;
/// <c>&lt; silence</c>; <c>&lt; offers VALUE</c> a button; <c>= ticket KIND field=pattern …</c> filed in this turn; <c>= no ticket</c>; <c>= EFFECT pattern</c> any other effect;
/// <c>! …</c> what holds before the next line: <see cref="Scene"/>.
/// </remarks>
internal sealed class Transcript(string path)
{
    private readonly string _language = Path.GetFileName(Path.GetDirectoryName(path)!);
    private readonly Queue<string?> _asked = new();
    private List<string> _before = [];

    public async Task Play()
    {
        var visit = new Visit(_language);
        var number = 0;
        foreach (var line in await File.ReadAllLinesAsync(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            await Line(visit, line[0], line[1..].Trim(), $"{Path.GetFileName(path)}:{number}: {line}");
        }
    }

    private async Task Line(Visit visit, char kind, string text, string place)
    {
        switch (kind)
        {
            case '>':
                await visit.Hear(text);
                Decent(visit, place);
                break;
            case '*':
                await visit.Hear("", text);
                Decent(visit, place);
                break;
            case '+':
                await visit.Hear(text, files: 1);
                Decent(visit, place);
                break;
            case '!':
                Scene.Set(visit, text);
                break;
            case '<':
                Said(visit, text, place);
                break;
            default:
                Happened(visit, text, place);
                break;
        }
    }

    private static void Said(Visit visit, string text, string place)
    {
        var all = string.Join("\n", visit.Said.Select(s => s.Text));
        var heard = $"{place}\nthe bot said [{visit.Step}]: {all}";
        var (what, rest) = Cut(text);
        switch (what)
        {
            case "step": visit.Step.ShouldBe(rest, heard); break;
            case "asks": visit.Step.ShouldBeNull(heard); break;
            case "silence": visit.Said.ShouldBeEmpty(heard); break;
            case "says": Regex.IsMatch(all, rest, RegexOptions.IgnoreCase).ShouldBeTrue(heard); break;
            case "never": Regex.IsMatch(all, rest, RegexOptions.IgnoreCase).ShouldBeFalse(heard); break;
            case "offers": visit.Said.SelectMany(s => s.Choices).Select(c => c.Value).ShouldContain(rest, heard); break;
            case "speaks": visit.Said.ShouldAllBe(s => s.Language == rest, heard); break;
            default: throw new FormatException(place);
        }
    }

    private static void Happened(Visit visit, string text, string place)
    {
        var (what, rest) = Cut(text);
        if (what == "no")
            visit.Effects.OfType<FileCase>().ShouldBeEmpty(place);
        else if (what == "ticket")
            Filed(visit, rest, place);
        else
            visit.Effects.Select(Shown).ShouldContain(e => e.StartsWith(what, StringComparison.Ordinal) && Regex.IsMatch(e, rest), place);
    }

    private static void Filed(Visit visit, string facts, string place)
    {
        var ticket = visit.Effects.OfType<FileCase>().ShouldHaveSingleItem(place);
        var parts = facts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        (ticket.Kind?.ToString().ToLowerInvariant() ?? "unclassified").ShouldBe(parts[0], place);
        foreach (var fact in parts.Skip(1).Select(f => f.Split('=', 2)))
        {
            var value = fact[0] switch
            {
                "description" => ticket.Description,
                "flags" => ticket.Flags.ToString(),
                "urgency" => ticket.Urgency.ToString(),
                "topic" => ticket.Topic ?? "",
                _ => ticket.Fields.GetValueOrDefault(fact[0], ""),
            };
            Regex.IsMatch(value, fact[1]).ShouldBeTrue($"{place}\n{fact[0]} is '{value}'");
        }
    }

    private static string Shown(Effect effect) => effect switch
    {
        KeepRating rating => $"rating {rating.Metric} {rating.Value}",
        KeepReason reason => $"reason {reason.Text}",
        DismissSurvey => "dismissed ",
        TellStatus status => $"status {status.Number} {status.Code}",
        AddToTicket add => $"added {add.Number} {add.Text}",
        WithdrawTicket withdraw => $"withdrawn {withdraw.Number}",
        AddVoice voice => $"joined {voice.Number} {voice.Words}",
        KeepPreference wish => $"wish {wish.Channel} {wish.QuietHours} {wish.Messages}",
        VerifyThenFile held => $"verify {held.Email} {held.Case.Fields.GetValueOrDefault("data_request")} {held.Case.Topic} {held.Case.Description}",
        RememberContact contact => $"contact {contact.Email} {contact.Phone}",
        _ => "ticket ",
    };

    /// <summary>What holds in every turn of every conversation.</summary>
    private void Decent(Visit visit, string place)
    {
        visit.Said.Count(s => s.Step is not null).ShouldBeLessThanOrEqualTo(1, $"{place}\nmore than one question in a turn");
        visit.Said.ShouldAllBe(s => s.Text.Length > 0 && s.Choices.All(c => c.Label.Length > 0 && c.Value.Length > 0), place);
        visit.Said.Select(s => s.Text).Intersect(_before).ShouldBeEmpty($"{place}\nthe same sentence twice in a row: {string.Join(" | ", _before)}");
        visit.Said.Select(s => s.Text).ShouldBeUnique(place);
        _before = [.. visit.Said.Select(s => s.Text)];
        _asked.Enqueue(visit.Step);
        if (_asked.Count > 4)
            _asked.Dequeue();
        (_asked.Count == 4 && visit.Step is not null && _asked.All(s => s == visit.Step)).ShouldBeFalse($"{place}\nasked four times in a row");
    }

    internal static (string First, string After) Cut(string text)
    {
        var space = text.IndexOf(' ');
        return space < 0 ? (text, "") : (text[..space], text[(space + 1)..]);
    }
}
