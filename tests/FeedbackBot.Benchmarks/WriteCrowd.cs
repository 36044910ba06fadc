using System.Data.Common;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedbackBot.Benchmarks;

/// <summary>Writes a crowd into an empty database, past the program and as fast as the database takes it; then counts, as a repair does.
/// A database that has cases already stays as it is.</summary>
internal static class WriteCrowd
{
    public static async Task<bool> RunAsync(StorageOptions storage, int tickets)
    {
        var builder = new DbContextOptionsBuilder<FeedbackDb>();
        StorageSetup.Use(builder, storage);
        await using var db = new FeedbackDb(builder.Options);
        await db.Database.MigrateAsync();
        if (await db.Set<Ticket>().AnyAsync())
        {
            return false;
        }

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await StartingBook.WriteAsync(db, now);
        await db.SaveChangesAsync();
        var crowd = new Crowd(tickets, now);
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        if (connection is NpgsqlConnection postgres)
        {
            foreach (var table in crowd.Tables)
            {
                await CopyAsync(postgres, table);
            }

            await CopyAsync(postgres, new("ticket_search_load", ["number", "words"], crowd.Found().Select(f => new object?[] { f.Number, f.Words })), """
                CREATE TEMP TABLE ticket_search_load (number bigint, words text)
                """, "INSERT INTO ticket_search SELECT number, array_to_tsvector(string_to_array(words, ' ')) FROM ticket_search_load");
            await ExecuteAsync(connection, $"SELECT setval('ticket_numbers', {tickets})");
            await ExecuteAsync(connection, "VACUUM ANALYZE");
        }
        else
        {
            await ExecuteAsync(connection, "PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; PRAGMA foreign_keys=OFF");
            foreach (var table in crowd.Tables)
            {
                await InsertAsync(connection, table);
            }

            await InsertAsync(connection, new("ticket_search", ["rowid", "words"], crowd.Found().Select(f => new object?[] { f.Number, f.Words })));
            await ExecuteAsync(connection, $"INSERT OR REPLACE INTO sequences (name, value) VALUES ('ticket', {tickets})");
        }

        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await new RebuildCounts().RunAsync(db);
            await transaction.CommitAsync();
        }

        return true;
    }

    private static async Task InsertAsync(DbConnection connection, Crowd.Table table)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns)}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        foreach (var row in table.Rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                command.Parameters[i].Value = row[i] switch
                {
                    null => DBNull.Value,
                    DateTime time => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
                    Guid id => id.ToString().ToUpperInvariant(),
                    var value => value,
                };
            }

            command.ExecuteNonQuery();
        }

        await transaction.CommitAsync();
    }

    private static async Task CopyAsync(NpgsqlConnection connection, Crowd.Table table, string? before = null, string? after = null)
    {
        await ExecuteAsync(connection, before);
        await using (var copy = await connection.BeginBinaryImportAsync($"COPY {table.Name} ({string.Join(", ", table.Columns)}) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var row in table.Rows)
            {
                await copy.StartRowAsync();
                foreach (var value in row)
                {
                    await (value == null ? copy.WriteNullAsync() : copy.WriteAsync(value));
                }
            }

            await copy.CompleteAsync();
        }

        await ExecuteAsync(connection, after);
    }

    private static async Task ExecuteAsync(DbConnection connection, string? sql)
    {
        if (sql != null)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync();
        }
    }
}
