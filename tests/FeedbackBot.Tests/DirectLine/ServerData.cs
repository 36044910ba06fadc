using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.DirectLine;

/// <summary>Looks into the database of a running program, which others may write to at the same time.</summary>
public static class ServerData
{
    public static FeedbackDb OpenDatabase(this ServerProcess server)
    {
        var builder = new DbContextOptionsBuilder<FeedbackDb>();
        StorageSetup.Use(builder, new StorageOptions { ConnectionString = StorageSetup.SqliteFile(server.DatabaseFile) + ";Pooling=False" });
        return new FeedbackDb(builder.Options);
    }
}
