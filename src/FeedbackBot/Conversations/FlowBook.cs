using System.Collections.Frozen;
using FeedbackBot.Conversations.Files;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>Everything the bot can say and ask, read once from the dialogs folder and never changed afterwards.</summary>
public sealed class FlowBook
{
    /// <summary>The name under which the runner's own questions stand in a conversation's state.</summary>
    internal const string Shared = "shared";

    private readonly FrozenDictionary<string, Flow> _flows;

    internal FlowBook(IEnumerable<Flow> flows, Vocabulary words, IReadOnlyDictionary<Line, Wording> lines, IReadOnlyList<FaqEntry> faq)
    {
        _flows = flows.ToFrozenDictionary(f => f.Name);
        Words = words;
        Lines = lines;
        Faq = faq;
        Flows = [.. _flows.Values.OrderBy(f => f.Place).ThenBy(f => f.Name, StringComparer.Ordinal)];
    }

    /// <summary>The names of all flows, for lists and checks.</summary>
    public IReadOnlyList<string> FlowNames => [.. Flows.Select(f => f.Name)];

    /// <summary>What flows ask for: the names of the fields that their cases have.</summary>
    public IReadOnlySet<string> FieldNames => Flows.SelectMany(f => f.Needs).Select(n => n.Id).ToHashSet();

    /// <summary>What the buttons say with which a conversation can begin, in their order.</summary>
    public IReadOnlyList<LocalizedText> Openings =>
        [.. Flows.Where(f => f.Button is not null).Select(f => new LocalizedText(f.Button!.Cases[^1].Chinese[0], f.Button.Cases[^1].English[0]))];

    internal IReadOnlyList<Flow> Flows { get; }

    internal Vocabulary Words { get; }

    internal IReadOnlyDictionary<Line, Wording> Lines { get; }

    internal IReadOnlyList<FaqEntry> Faq { get; }

    /// <summary>Reads the folder; a fault in any file stops with all of them.</summary>
    /// <exception cref="DialogErrors">Something in the files is not as it must be.</exception>
    public static FlowBook Load(string folder) =>
        TryLoad(folder, out var errors) ?? throw new DialogErrors(errors);

    /// <summary>Reads the folder; null, and every fault with its place, where something is not as it must be.</summary>
    public static FlowBook? TryLoad(string folder, out IReadOnlyList<DialogError> errors) => DialogFolder.Read(folder, out errors);

    /// <summary>The same with further flows, which nothing opens by itself.</summary>
    internal FlowBook With(IReadOnlyList<Flow> added) => added.Count == 0 ? this : new([.. Flows, .. added], Words, Lines, Faq);

    internal Flow? Find(string name) => _flows.GetValueOrDefault(name);

    internal Flow? For(FeedbackKind kind) => Flows.FirstOrDefault(f => f.Kind == kind);

    internal Flow? For(AsksFor wish) => Flows.FirstOrDefault(f => f.AsksFor == wish);

    /// <summary>The flow that these words alone open; those that may interrupt have a way of their own.</summary>
    internal Flow? Opened(string plain) =>
        Flows.FirstOrDefault(f => !f.Interrupts && f.Says.IsWhole(plain))
        ?? Flows.FirstOrDefault(f => !f.Interrupts && f.Says.IsIn(plain))
        ?? Flows.FirstOrDefault(f => !f.Interrupts && f.Content.IsIn(plain));

    internal FaqEntry? Answering(string plain) => Faq.FirstOrDefault(f => f.Asked.Match(plain));
}
