using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Storage;

/// <summary>Looks at the database as it is: nothing is made, migrated or written.</summary>
public static class LookAtDatabase
{
    /// <exception cref="System.Data.Common.DbException">It is there and cannot be read, or cannot be reached.</exception>
    public static async Task<DatabaseState> RunAsync(StorageOptions storage, CancellationToken cancellation = default)
    {
        var builder = new DbContextOptionsBuilder<FeedbackDb>();
        if (storage.Provider == StorageProvider.Postgres)
        {
            builder.UseNpgsql(storage.ConnectionString);
        }
        else
        {
            var file = new SqliteConnectionStringBuilder(storage.ConnectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false };
            if (!File.Exists(file.DataSource))
            {
                return new(Exists: false, []);
            }

            builder.UseSqlite(file.ToString());
        }

        await using var db = new FeedbackDb(builder.Options);
        await db.Database.OpenConnectionAsync(cancellation);
        return new(Exists: true, [.. await db.Database.GetPendingMigrationsAsync(cancellation)]);
    }
}

/// <summary>Whether the database is there, and the changes of its schema that wait for the next start.</summary>
public sealed record DatabaseState(bool Exists, IReadOnlyList<string> Waiting);
