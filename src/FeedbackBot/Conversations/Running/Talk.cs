using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>One turn while it is being decided: what was heard, where things stand, and what will be said and done.</summary>
internal sealed class Talk
{
    private const int Deepest = 3;

    private readonly ConversationState _state;
    private readonly List<Act> _acts = [];
    private readonly List<RunningFlow> _flows;
    private bool _repeats;
    private bool _toldOfHiding;

    public Talk(FlowBook book, ConversationState state, Turn turn)
    {
        Book = book;
        Turn = turn;
        _state = state;
        _flows = [];
        Lasting = state.Lasting;
        Page = PageFacts.Over(state.Page, turn.Known.Answers);
        Turns = state.Turns + 1;
        NotUnderstood = state.NotUnderstood;
        Noise = state.Noise;
        (Draft, DraftUntil, LastFiled) = (state.Draft, state.DraftUntil, state.LastFiled);
        Heard = new Heard(turn.Value ?? turn.Text, turn.Reading, book.Words, new(turn.Now, state.Language ?? turn.ChannelLanguage));
        (Language, Sticks) = Speaking.Choose(state, turn, Heard);
        _flows = Adapting.Fit(this, state.Flows);
    }

    public FlowBook Book { get; }

    public Turn Turn { get; }

    public Heard Heard { get; set; }

    public string Language { get; }

    public bool Sticks { get; }

    public int Turns { get; }

    public IReadOnlyDictionary<string, string> Lasting { get; set; }

    /// <summary>What the page around the chat says.</summary>
    public IReadOnlyDictionary<string, string> Page { get; }

    public int NotUnderstood { get; set; }

    public int Noise { get; set; }

    /// <summary>What was cancelled and may still be taken up again.</summary>
    public RunningFlow? Draft { get; set; }

    public DateTime? DraftUntil { get; set; }

    /// <summary>The matter that was filed last.</summary>
    public RunningFlow? LastFiled { get; set; }

    /// <summary>The step that was asked last, where an edited file no longer has it.</summary>
    public string? Lapsed { get; set; }

    public IReadOnlyList<string> Tickets => _state.Tickets;

    /// <summary>What the bot said in its last turn.</summary>
    public IReadOnlyList<string> LastSaid => _state.LastSaid;

    /// <summary>Cases that this customer may hear about: filed here, shown a code for, or of the proved contact.</summary>
    public bool IsOwn(string ticket) => Turn.Known.Identified || Tickets.Contains(ticket) || _state.Shown.Contains(ticket) || Turn.Known.OpenTickets.Contains(ticket);

    /// <summary>What "also" and "withdraw it" are about: the case filed here last, or else the one whose code was shown last.</summary>
    public string? LastCase => Tickets.LastOrDefault() ?? _state.Shown.LastOrDefault();

    public bool LanguageChanged => _state.Language is not null && _state.Language != Language;

    public bool HasSaid => _acts.Count > 0;

    /// <summary>Something is said by itself, whatever comes of the effects.</summary>
    public bool Speaks => _acts.OfType<Say>().Any();

    /// <summary>A file that came with words is thanked for before anything else is said.</summary>
    public void TellOfFile()
    {
        if (Turn.Attachments > 0 && !Heard.IsEmpty && _acts.Count > 0)
            _acts.Insert(0, new Say { Text = Text(Line.Attachment), Language = Language });
    }

    /// <summary>Told once that a number was hidden, before whatever else there is to say.</summary>
    public void TellOfHiding()
    {
        if (!Turn.HidNumber || _state.ToldOfHiding || _acts.Count == 0)
            return;
        _acts.Insert(0, new Say { Text = Text(Line.NumberHidden), Language = Language });
        _toldOfHiding = true;
    }

    /// <summary>The flow on top; setting null ends it.</summary>
    public RunningFlow? Running
    {
        get => _flows.Count == 0 ? null : _flows[^1];
        set
        {
            if (value is null)
                _flows.RemoveAt(_flows.Count - 1);
            else
                _flows[^1] = value;
        }
    }

    /// <summary>The file of the running flow; null for a question of the runner itself.</summary>
    public Flow? Flow => Running is { } running ? Book.Find(running.Flow) : null;

    /// <summary>The flow under a question of the runner itself.</summary>
    public Flow? Beneath => _flows.Count < 2 ? null : Book.Find(_flows[^2].Flow);

    public Need? Pending => Flow?.Find(Running?.Step);

    /// <summary>How many matters are open on top of each other.</summary>
    private int Depth => _flows.Count(f => f.Flow != FlowBook.Shared);

    /// <summary>So many matters wait beneath that no other may be begun on top.</summary>
    public bool IsDeep => Depth >= Deepest;

    public string? SharedStep => Running is { Flow: FlowBook.Shared } shared ? shared.Step : null;

    public void Push(RunningFlow flow) => _flows.Add(flow);

    /// <summary>Puts a flow beneath the running one: its turn comes later.</summary>
    public void Queue(RunningFlow flow) => _flows.Insert(0, flow);

    public void Clear() => _flows.Clear();

    public void DropSurveyBeneath() => _flows.RemoveAll(f => f.Subject is not null && !ReferenceEquals(f, _flows[^1]));

    public void Do(Act act) => _acts.Add(act);

    public string? Answer(string need) => Running?.Answers.GetValueOrDefault(need);

    public Circumstances Now => new(Answer, Heard.Reading.Flags | (Running?.Flags ?? default), Heard.Reading.Topics is [var first, ..] ? first.Label : null, KnownThing, Heard.Plain);

    /// <summary>A part of what was said, read by itself.</summary>
    public Heard Part(string text) => Hear(text, Turn.ReadPart(text));

    /// <summary>Words of this talk, under the reading of the whole message where they have none of their own.</summary>
    public Heard Hear(string text, Reading? reading = null) => new(text, reading ?? Turn.Reading, Book.Words, Heard.Occasion);

    public void Say(Line line, params (string Name, string Value)[] values) => Say(Book.Lines[line], values);

    public void Say(Wording wording, params (string Name, string Value)[] values)
    {
        if (Text(wording, values) is { Length: > 0 } text)
            Say(text);
    }

    /// <summary>Says something with buttons beside it that nobody need use.</summary>
    public void Offer(string text, IReadOnlyList<Choice> choices) =>
        _acts.Add(new Say { Text = text, Language = Language, Flow = Flow?.Name, Choices = choices });

    public void Ask(string step, string text, IReadOnlyList<Choice> choices) =>
        _acts.Add(new Say { Text = text, Language = Language, Flow = Flow?.Name, Step = step, Choices = choices });

    /// <summary>A text that an outcome says later; its placeholders are the outcome's to fill.</summary>
    public Say Later(Wording wording)
    {
        var variants = wording.Variants(Language, Now);
        return new() { Text = variants.Count == 0 ? "" : Wording.Fill(variants[Turns % variants.Count], Shown), Language = Language, Flow = Flow?.Name };
    }

    /// <summary>The variant whose turn it is, and never what was said just before.</summary>
    public string Text(Wording wording, params (string Name, string Value)[] values)
    {
        var variants = wording.Variants(Language, Now);
        for (var i = 0; i < variants.Count; i++)
        {
            var text = Fill(variants[(Turns + i) % variants.Count], values);
            if (i == variants.Count - 1 || !_state.LastSaid.Contains(text))
                return text;
        }
        return "";
    }

    public void Say(string text) => _acts.Add(new Say { Text = text, Language = Language, Flow = Flow?.Name });

    /// <summary>This turn only said again what had been said; that stays what a further repetition repeats.</summary>
    public void SaidBefore() => _repeats = true;

    public string Text(Line line, params (string Name, string Value)[] values) => Text(Book.Lines[line], values);

    public Choice Button(Line line, string value) => new(Text(line), value);

    /// <summary>What was known of a filed case before this turn.</summary>
    public IReadOnlyDictionary<string, string> AnswersBefore(int filedAt) =>
        _state.Flows.Append(_state.LastFiled).FirstOrDefault(f => f?.FiledAt == filedAt)?.Answers ?? new Dictionary<string, string>();

    public Decision Close() => new(
        _state with
        {
            Language = Language,
            LanguageSticks = Sticks,
            Flows = [.. _flows],
            Lasting = Lasting,
            Page = Page,
            Turns = Turns,
            NotUnderstood = NotUnderstood,
            Noise = Noise,
            Draft = Draft,
            DraftUntil = DraftUntil,
            LastFiled = LastFiled,
            ToldOfHiding = _state.ToldOfHiding || _toldOfHiding,
            LastSaid = _acts.Count == 0 || _repeats ? _state.LastSaid : [.. _acts.OfType<Say>().Select(s => s.Text)],
        },
        _acts);

    private string Fill(string text, (string Name, string Value)[] values) =>
        Wording.Fill(text, name => Array.Find(values, v => v.Name == name).Value ?? Shown(name) ?? KnownThing(name));

    private string? Shown(string need) =>
        Answer(need) is { } value ? Flow?.Find(need)?.Type.Show(value, Language) ?? value : null;

    private string? KnownThing(string thing) => thing switch
    {
        "name" => Turn.Known.ContactName,
        "open_ticket" => Turn.Known.OpenTickets.FirstOrDefault(),
        "open_tickets" when Turn.Known.OpenTickets.Count > 0 => string.Join(Language == Languages.English ? ", " : "、", Turn.Known.OpenTickets.Take(3)),
        "ticket" => Tickets.LastOrDefault(),
        "own_ticket" => Flow?.Needs.FirstOrDefault(n => n.Type is Answers.TicketNumberAnswer) is { } number && Answer(number.Id) is { } asked && IsOwn(asked) ? asked : null,
        Condition.SimilarIdea => Running?.Similar?.Title,
        "identified" when Turn.Known.Identified => Turn.Known.ContactName ?? "",
        _ => null,
    };
}
