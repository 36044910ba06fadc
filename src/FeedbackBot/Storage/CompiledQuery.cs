using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Storage;

/// <summary>A query that is translated once and not at each run. It then belongs to the provider it first ran on, so there is one for each.</summary>
public sealed class CompiledQuery<TQuery>(Func<TQuery> compile) where TQuery : Delegate
{
    private readonly Lazy<TQuery> _onSqlite = new(compile);
    private readonly Lazy<TQuery> _onPostgres = new(compile);

    public TQuery For(FeedbackDb db) => (db.Database.IsSqlite() ? _onSqlite : _onPostgres).Value;
}
