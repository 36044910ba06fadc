using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedbackBot.Tests.Storage;

/// <summary>How the product connects.</summary>
public sealed class StorageSetupTests
{
    [Theory]
    [InlineData("Host=db;Database=a", 40)]
    [InlineData("Host=db;Database=a;Maximum Pool Size=7", 7)]
    [InlineData("Host=db;Database=a;MaxPoolSize=120", 120)]
    public void A_postgres_server_is_not_asked_for_more_connections_than_it_has_unless_told_to(string connection, int most)
    {
        var builder = new DbContextOptionsBuilder<FeedbackDb>();
        StorageSetup.Use(builder, new() { Provider = StorageProvider.Postgres, ConnectionString = connection });
        using var db = new FeedbackDb(builder.Options);
        var used = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString());
        (used.MaxPoolSize, used.Host, used.Database).ShouldBe((most, "db", "a"));
    }
}
