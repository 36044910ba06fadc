using System.Text.Json;
using FeedbackBot.Conversations;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Conversations;

/// <summary>One customer's conversation with the flow runner, with a recorder that only keeps in memory what the product would commit.</summary>
internal sealed class Visit(string language, Known? known = null)
{
    public static readonly FlowBook Book = FlowBook.Load(Path.Combine(RepositoryRoot(), "dialogs"));

    /// <summary>A Wednesday morning, by the customer's clock.</summary>
    public static readonly DateTime Today = new(2026, 11, 18, 10, 30, 0, DateTimeKind.Unspecified);

    private static readonly EmbeddedReader Reader = FeedbackBot.Tests.Understanding.Reader.Embedded;

    /// <summary>The files as they are now; they may be edited between two turns.</summary>
    public FlowBook Flows { get; set; } = Book;

    /// <summary>What the channel knows of the visitor.</summary>
    public Known Known { get; set; } = known ?? new Known();

    public ConversationState State { get; private set; } = ConversationState.Start;

    public DateTime Now { get; set; } = Today;

    /// <summary>The next message comes after a pause.</summary>
    public bool Paused { get; set; }

    /// <summary>Nobody is at work now.</summary>
    public bool Closed { get; set; }

    /// <summary>Codes by the numbers of cases that were filed elsewhere.</summary>
    public Dictionary<string, string> Codes { get; } = [];

    public List<FileCase> Tickets { get; } = [];

    public HashSet<string> Withdrawn { get; } = [];

    /// <summary>What was said since the customer last spoke.</summary>
    public List<Say> Said { get; private set; } = [];

    public List<Effect> Effects { get; private set; } = [];

    /// <summary>All that the bot said.</summary>
    public string Log { get; private set; } = "";

    /// <summary>Somebody else's idea that any idea told is like.</summary>
    public string? Similar { get; set; }

    /// <summary>The step that the last message asks, if any.</summary>
    public string? Step => Said.LastOrDefault(s => s.Step is not null)?.Step;

    public void Greet() => Record(FlowRunner.Greet(Flows, State, language, Known));

    public void Begin(string flow, string? subject = null) =>
        Record(FlowRunner.Begin(Flows, State, flow, subject, State.Language ?? language));

    /// <summary>The same visit, its state kept as the product keeps it; what becomes of one does not touch the other.</summary>
    public Visit Resumed()
    {
        var other = new Visit(language, Known) { Flows = Flows, Now = Now, Closed = Closed, Similar = Similar, Said = Said };
        other.State = JsonSerializer.Deserialize(StateJson.Write(State), StateJson.Default.ConversationState)!;
        other.Tickets.AddRange(Tickets);
        other.Withdrawn.UnionWith(Withdrawn);
        return other;
    }

    public async Task Hear(string text, string? value = null, int files = 0)
    {
        var clean = TextCleaning.Clean(text);
        var masked = PersonalData.Mask(clean);
        var reading = Reader.Read(masked, State.Language ?? language);
        var turn = new Turn
        {
            Text = masked,
            Value = value,
            Attachments = files,
            HidNumber = masked != clean,
            Reading = reading,
            ReadPart = said => Reader.Read(said, language),
            Now = Now,
            ChannelLanguage = language,
            Known = Known,
            AfterPause = Paused,
        };
        Paused = false;
        var decision = FlowRunner.Decide(Flows, State, turn);
        Record(decision.Idea is null || Similar is null
            ? decision
            : FlowRunner.Decide(Flows, State, turn with { Known = turn.Known with { SimilarIdea = new("FB-000007", Similar) } }));
    }

    private void Record(Decision decision)
    {
        State = decision.State;
        (Said, Effects) = ([], []);
        foreach (var act in decision.Acts)
        {
            if (act is Say say)
                Said.Add(say);
            else if (act is Effect effect)
                Happen(effect);
        }
        Log += string.Join('\n', Said.Select(s => s.Text)) + "\n";
    }

    /// <summary>Takes from the state what earlier versions of the program did not keep.</summary>
    public void Forget() => State = State with { Flows = [.. State.Flows.Select(f => f with { Main = null, Prints = new Dictionary<string, string>() })] };

    private void Happen(Effect effect)
    {
        Effects.Add(effect);
        var outcome = effect switch
        {
            FileCase when Closed && effect.Outcomes.ContainsKey("opened_later") => "opened_later",
            FileCase => "opened",
            TellStatus status => IsShown(status) ? "found" : "none",
            AddToTicket or AmendCase => "added",
            WithdrawTicket withdraw => Withdrawn.Add(withdraw.Number ?? "") ? "withdrawn" : "none",
            DismissSurvey => "dismissed",
            AddVoice => "joined",
            KeepPreference wish => wish is { Channel: null, QuietHours: null, Messages: null } ? "nothing" : "kept",
            VerifyThenFile => "sent",
            MailTranscript => "confirm",
            _ => "recorded",
        };
        if (effect is FileCase ticket)
        {
            Tickets.Add(ticket);
            State = State with { Tickets = [.. State.Tickets, $"FB-{Tickets.Count:000000}"] };
        }
        if (effect is TellStatus { Number: { } shown } && outcome == "found")
            State = State with { Shown = [.. State.Shown, shown] };
        if (effect.Outcomes.TryGetValue(outcome, out var said))
            Said.Add(said with { Text = said.Text.Replace("{ticket}", About(effect) ?? State.Tickets.LastOrDefault() ?? "FB-000009", StringComparison.Ordinal) });
    }

    private static string? About(Effect effect) => effect switch
    {
        TellStatus status => status.Number,
        AddToTicket add => add.Number,
        WithdrawTicket withdraw => withdraw.Number,
        _ => null,
    };

    private bool IsShown(TellStatus status) =>
        status.Number is { } number && (State.Tickets.Concat(Known.OpenTickets).Contains(number) || (status.Code is { } code && Codes.GetValueOrDefault(number) == code));

    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FeedbackBot.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("FeedbackBot.sln is in no folder above the tests");
    }
}
