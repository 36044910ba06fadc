using FeedbackBot.Accounts;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests;

public class TestDatabaseTests
{
    [Fact]
    public async Task What_was_stored_in_a_unit_of_work_is_there_in_another_context_with_utc_times()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.StoreAsync(new Account("ACME", database.Now));
        await using var db = database.Open();
        var account = await db.Accounts.SingleAsync();
        account.CreatedAt.ShouldBe(database.Now);
        account.CreatedAt.Kind.ShouldBe(DateTimeKind.Utc);
    }
}
