using System.Data.Common;
using FeedbackBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedbackBot.Tests.Storage;

/// <summary>What the hand-written migrations make equals what the model says, on both providers.</summary>
public sealed class SchemaTests(PostgresCluster postgres) : IClassFixture<PostgresCluster>
{
    /// <summary>Made by the migrations alone: search, indexes on attributions (which a model cannot name), and the migrator's own book.</summary>
    private static readonly string[] BesideModel = ["ticket_search", "IX_invitations_account", "IX_invitations_owner", "__EFMigrations"];

    [Fact]
    public async Task The_migrated_sqlite_schema_is_the_models()
    {
        using var folder = new TemporaryFolder();
        var (migrated, created) = (StorageSetup.SqliteFile(Path.Combine(folder.Path, "a.db")), StorageSetup.SqliteFile(Path.Combine(folder.Path, "b.db")));
        await MigrateAsync(StorageProvider.Sqlite, migrated);
        await CreateAsync(StorageProvider.Sqlite, created);
        const string Query =
            """
            SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk FROM sqlite_master m, pragma_table_xinfo(m.name) c WHERE m.type = 'table'
            UNION ALL SELECT 'index ' || name || ' ' || sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
            """;
        (await LinesAsync(new SqliteConnection(migrated), Query)).ShouldBe(await LinesAsync(new SqliteConnection(created), Query));
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task The_migrated_postgres_schema_is_the_models()
    {
        var (migrated, created) = (await postgres.NewDatabaseAsync(), await postgres.NewDatabaseAsync());
        await MigrateAsync(StorageProvider.Postgres, migrated);
        await CreateAsync(StorageProvider.Postgres, created);
        const string Query =
            """
            SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(character_maximum_length::text, '') || ' ' || is_identity
              FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            """;
        (await LinesAsync(new NpgsqlConnection(migrated), Query)).ShouldBe(await LinesAsync(new NpgsqlConnection(created), Query));
    }

    private static FeedbackDb Open(StorageProvider provider, string connection)
    {
        var builder = new DbContextOptionsBuilder<FeedbackDb>();
        StorageSetup.Use(builder, new() { Provider = provider, ConnectionString = connection });
        return new FeedbackDb(builder.Options);
    }

    private static async Task MigrateAsync(StorageProvider provider, string connection)
    {
        await using var db = Open(provider, connection);
        await db.Database.MigrateAsync();
    }

    private static async Task CreateAsync(StorageProvider provider, string connection)
    {
        await using var db = Open(provider, connection);
        await db.Database.EnsureCreatedAsync();
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(DbConnection connection, string query)
    {
        await using (connection)
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = query;
            var lines = new List<string>();
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                lines.Add(reader.GetString(0));
            }

            return [.. lines.Where(line => !BesideModel.Any(b => line.Contains(b, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
        }
    }
}
