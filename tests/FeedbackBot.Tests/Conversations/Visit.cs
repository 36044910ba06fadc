using FeedbackBot.Conversations;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Conversations;

/// <summary>One customer's conversation with the flow runner, with a recorder that only keeps in memory what the product would commit.</summary>
internal sealed class Visit(string language, Known? known = null)
{
    public static readonly FlowBook Book = FlowBook.Load(Path.Combine(RepositoryRoot(), "dialogs"));

    private static readonly EmbeddedReader Reader = FeedbackBot.Tests.Understanding.Reader.Embedded;

    /// <summary>What is known before anything is asked.</summary>
    public Known Known { get; set; } = known ?? new Known();

    public ConversationState State { get; private set; } = ConversationState.Start;

    public List<FileCase> Tickets { get; } = [];

    /// <summary>What was said since the customer last spoke.</summary>
    public List<Say> Said { get; private set; } = [];

    public List<Effect> Effects { get; private set; } = [];

    /// <summary>The step that the last message asks, if any.</summary>
    public string? Step => Said.LastOrDefault(s => s.Step is not null)?.Step;

    public void Greet() => Record(FlowRunner.Greet(Book, State, language, Known));

    public void Begin(string flow, string? subject = null) =>
        Record(FlowRunner.Begin(Book, State, flow, subject, State.Language ?? language));

    public async Task Hear(string text, bool afterPause = false)
    {
        var reading = Reader.Read(text, State.Language ?? language);
        Record(FlowRunner.Decide(Book, State, new Turn
        {
            Text = text,
            Reading = reading,
            ChannelLanguage = language,
            Known = Known,
            AfterPause = afterPause,
        }));
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
    }

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
