using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FeedbackBot.Storage;

/// <summary>Connects the product to its database.</summary>
public static class StorageSetup
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddPooledDbContextFactory<FeedbackDb>((provider, builder) =>
            Use(builder, provider.GetRequiredService<IOptions<StorageOptions>>().Value));
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<UnitOfWork>();
        return services;
    }

    public static void Use(DbContextOptionsBuilder builder, StorageOptions options)
    {
        // Migrations are hand-written SQL and the schema test compares them with the model, so there is no snapshot to be pending against.
        builder.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
        if (options.Provider == StorageProvider.Postgres)
        {
            builder.UseNpgsql(Pooled(options.ConnectionString ?? ""));
        }
        else
        {
            builder.UseSqlite(options.ConnectionString).AddInterceptors(SqlitePragmas.Instance);
        }
    }

    /// <summary>
    /// Fewer connections than a PostgreSQL server takes by default (100), so that two processes fit and a rush waits for a connection instead of being
    /// refused one; unless the connection string says otherwise.
    /// </summary>
    private static string Pooled(string connection)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connection };
        var pooled = new NpgsqlConnectionStringBuilder { MaxPoolSize = 40 };
        foreach (string key in given.Keys)
        {
            pooled[key] = given[key];
        }

        return pooled.ToString();
    }

    /// <summary>The connection string for a database file.</summary>
    public static string SqliteFile(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = 30 }.ToString();

    /// <summary>What every SQLite connection needs: durable commits, readers beside the writer, and a cache that filtered pages were measured to need.</summary>
    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        public static readonly SqlitePragmas Instance = new();

        private const string Pragmas =
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000; "
            + "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Apply(connection);
            return Task.CompletedTask;
        }

        /// <summary>A pooled connection keeps its pragmas, so each is told once.</summary>
        private static readonly ConditionalWeakTable<object, object> Told = [];

        private static void Apply(DbConnection connection)
        {
            if (connection is not SqliteConnection { Handle: { } handle } || !Told.TryAdd(handle, handle))
            {
                return;
            }

            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }
    }
}
