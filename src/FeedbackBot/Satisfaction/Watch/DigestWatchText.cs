using FeedbackBot.Storage;

namespace FeedbackBot.Satisfaction;

/// <summary>The lines of a digest's watch-list, actions and buckets; both its forms are made of them.</summary>
internal sealed class DigestWatchText(DigestFacts facts, DigestTexts texts, Func<DateOnly, string> day)
{
    private readonly Dictionary<Guid, AccountFacts> _accounts = facts.Accounts.ToDictionary(a => a.Id);

    /// <summary>An account, its reasons in words with what is new, and what is gone.</summary>
    public IEnumerable<(AccountFacts Account, string Line)> Watched =>
        facts.Watch.Watched.Where(w => _accounts.ContainsKey(w.AccountId)).Select(w => (_accounts[w.AccountId], Line(w)));

    public IEnumerable<string> Actions => facts.Watch.Actions.Select(a => texts.Fill(
        a.IsDone ? "action.done" : a.IsOverdue ? "action.overdue" : "action.open",
        ("account", OneLine(a.Account)), ("text", OneLine(a.Text)), ("day", day(a.DueOn)), ("outcome", OneLine(a.Outcome ?? ""))));

    /// <summary>Null for all but whoever looks after them, and where everything has an owner.</summary>
    public string? Buckets => facts.Watch.Buckets is { IsEmpty: false } buckets ? texts.Fill("buckets", ("accounts", buckets.Accounts), ("contacts", buckets.Contacts)) : null;

    private string Line(WatchedAccount watched)
    {
        var reasons = Single(watched.Reasons).Select(r => texts.Fill(watched.New.HasFlag(r) ? "watchNew" : "watchStill", ("reason", texts[$"watch.{ColumnForms.Word(r)}"])));
        var gone = Single(watched.Gone).Select(r => texts.Fill("watchGone", ("reason", texts[$"watch.{ColumnForms.Word(r)}"])));
        return string.Join(texts["sentenceSeparator"], reasons.Concat(gone));
    }

    private static IEnumerable<WatchReasons> Single(WatchReasons reasons) =>
        Enum.GetValues<WatchReasons>().Where(r => r != WatchReasons.None && reasons.HasFlag(r)).OrderDescending();

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
