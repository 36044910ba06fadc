using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.Demo;

/// <summary>Writes the replies, macros and views of the sample company, shared by everybody there.</summary>
internal static class WritePrepared
{
    public static void Run(FeedbackDb db, SamplePrepared prepared, Guid manager, DateTime at)
    {
        var shared = new Whose(Sharing.Shared, null, null);
        var replies = new Dictionary<string, Guid>();
        foreach (var sample in prepared.Replies)
        {
            var reply = db.CannedReplies.Add(new(at)).Entity;
            reply.Become(new(sample.Title, sample.Shortcut, sample.Zh, sample.En), shared, at);
            replies[sample.Shortcut] = reply.Id;
        }

        foreach (var sample in prepared.Macros)
        {
            var steps = sample.Steps.Select(s => new MacroStep(s.Do, s.Text, s.Reply is { } shortcut ? replies[shortcut] : null));
            db.Macros.Add(new(at)).Entity.Become(sample.Name, [.. steps], shared, at);
        }

        db.SavedViews.AddRange(prepared.Views.Select((v, i) => new SavedView(manager, new(v.Name, v.Query, SavedView.Everyone, v.Pinned), i, at)));
    }
}
