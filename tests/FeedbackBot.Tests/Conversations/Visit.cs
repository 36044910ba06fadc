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

    public List<FileCase> Tickets { get; } = [];

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

    public async Task Hear(string text, bool afterPause = false)
    {
        var masked = PersonalData.Mask(text);
        var reading = Reader.Read(masked, State.Language ?? language);
        var turn = new Turn
        {
            Text = masked,
            HidNumber = masked != text,
            Reading = reading,
            ReadPart = said => Reader.Read(said, language),
            Now = Now,
            ChannelLanguage = language,
            Known = Known,
            AfterPause = afterPause,
        };
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
            FileCase => "opened",
            TellStatus status => State.Tickets.Contains(status.Number ?? "") ? "found" : "none",
            AddToTicket => "added",
            WithdrawTicket => "withdrawn",
            DismissSurvey => "dismissed",
            AddVoice => "joined",
            KeepPreference wish => wish is { Channel: null, QuietHours: null, Messages: null } ? "nothing" : "kept",
            VerifyThenFile => "sent",
            _ => "recorded",
        };
        if (effect is FileCase ticket)
        {
            Tickets.Add(ticket);
            State = State with { Tickets = [.. State.Tickets, $"FB-{Tickets.Count:000000}"] };
        }
        if (effect.Outcomes.TryGetValue(outcome, out var said))
            Said.Add(said with { Text = said.Text.Replace("{ticket}", State.Tickets.LastOrDefault() ?? "FB-000009", StringComparison.Ordinal) });
    }

    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FeedbackBot.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("FeedbackBot.sln is in no folder above the tests");
    }
}
