using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>A case to which words were added that are not looked for yet.</summary>
public sealed class StaleSearch
{
    private StaleSearch()
    {
    }

    public long Number { get; private set; }

    /// <summary>Another one with each change, so that what is added while the case is read is not taken for done.</summary>
    public long Mark { get; private set; }
}

/// <summary>Makes cases findable by what was added to them: each is read once, however many words came since.</summary>
public sealed class CatchUpSearch(IDbContextFactory<FeedbackDb> contexts, UnitOfWork unit)
{
    private const int AtOnce = 25;

    public async Task RunAsync(CancellationToken cancellation = default)
    {
        while (await SomeAsync(cancellation) == AtOnce)
        {
        }
    }

    /// <summary>The newest cases first. They are read outside the commit, which only writes.</summary>
    private async Task<int> SomeAsync(CancellationToken cancellation)
    {
        await using var reading = await contexts.CreateDbContextAsync(cancellation);
        var some = await reading.StaleSearches.AsNoTracking().OrderByDescending(s => s.Number).Take(AtOnce).ToListAsync(cancellation);
        var found = new List<(StaleSearch Case, IReadOnlyCollection<string>? Words)>();
        foreach (var stale in some)
        {
            found.Add((stale, await reading.WordsOfAsync(stale.Number, cancellation)));
        }

        if (found.Count > 0)
        {
            await unit.RunAsync(db => WriteAsync(db, found), cancellation);
        }

        return some.Count;
    }

    /// <summary>Where the mark has changed, the words are old already; whoever changed it will have the case read again.</summary>
    private static async Task WriteAsync(FeedbackDb db, List<(StaleSearch Case, IReadOnlyCollection<string>? Words)> found)
    {
        foreach (var (stale, words) in found.OrderBy(f => f.Case.Number))
        {
            if (await db.StaleSearches.Where(s => s.Number == stale.Number && s.Mark == stale.Mark).ExecuteDeleteAsync() == 1 && words != null)
            {
                await db.IndexAsync(stale.Number, words);
            }
        }
    }
}

/// <summary>The table of cases that search has to catch up with.</summary>
public static class StaleSearchTables
{
    extension(FeedbackDb db)
    {
        public DbSet<StaleSearch> StaleSearches => db.Set<StaleSearch>();
    }

    internal static async Task MarkStaleAsync(this FeedbackDb db, long number)
    {
        const string sql = "INSERT INTO stale_searches (number, mark) VALUES (@number, @mark) ON CONFLICT (number) DO UPDATE SET mark = excluded.mark";
        var mark = Random.Shared.NextInt64();
        if (!db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlAsync($"INSERT INTO stale_searches (number, mark) VALUES ({number}, {mark}) ON CONFLICT (number) DO UPDATE SET mark = excluded.mark");
            return;
        }

        var command = db.Statement(sql, ["number", "mark"]);
        (command.Parameters[0].Value, command.Parameters[1].Value) = (number, mark);
        command.ExecuteNonQuery();
    }
}

internal sealed class StaleSearchTable : IEntityTypeConfiguration<StaleSearch>
{
    public void Configure(EntityTypeBuilder<StaleSearch> builder)
    {
        builder.ToTable("stale_searches");
        builder.HasKey(s => s.Number);
        builder.Property(s => s.Number).ValueGeneratedNever();
    }
}
