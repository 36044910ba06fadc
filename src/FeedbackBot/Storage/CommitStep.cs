namespace FeedbackBot.Storage;

/// <summary>What a slice does in every commit, just before it is saved, the process after the slices: it sees what changed and writes what follows from that.</summary>
public interface ICommitStep
{
    /// <summary>It writes facts that other steps follow, so it comes before them.</summary>
    bool WritesFacts => false;

    Task RunAsync(FeedbackDb db);
}

/// <summary>The steps of all slices, found in this assembly as the tables are: Storage knows none of them.</summary>
internal static class CommitSteps
{
    private static readonly ICommitStep[] All =
    [
        .. typeof(CommitSteps).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(ICommitStep)))
            .OrderBy(t => t.FullName, StringComparer.Ordinal).Select(t => (ICommitStep)Activator.CreateInstance(t)!).OrderByDescending(s => s.WritesFacts),
    ];

    /// <summary>Changes are looked for once, for all steps; a step sets values through the tracker, which then knows.</summary>
    /// <param name="further">Those of the process, which see what the slices did.</param>
    public static async Task RunAsync(FeedbackDb db, IEnumerable<ICommitStep> further)
    {
        db.ChangeTracker.DetectChanges();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var step in All.Concat(further))
            {
                await step.RunAsync(db);
            }
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }
}
