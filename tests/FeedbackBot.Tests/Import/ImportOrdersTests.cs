using System.Text;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Api;
using FeedbackBot.Host.Import;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Import;

/// <summary>A file of orders, as shops export it.</summary>
public sealed class ImportOrdersTests
{
    private const string Rows =
        """
        Number,contact,Placed At,product,amount,currency,status
        A-1,c-1,2026-11-01,"Washing machine, white",499.00,EUR,shipped
        A-2,c-1,2026-11-02T10:00:00Z,电热水壶,99,CNY,
        """;

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_what_changed_is_changed()
    {
        await using var database = await TestDatabase.CreateAsync();
        (await RunAsync(database, Rows))[Stored.New].ShouldBe(2);
        var again = await RunAsync(database, Rows);
        (again[Stored.New], again[Stored.Changed], again[Stored.Unchanged]).ShouldBe((0, 0, 2));
        var changed = await RunAsync(database, Rows.Replace("shipped", "delivered", StringComparison.Ordinal));
        (changed[Stored.Changed], changed[Stored.Unchanged]).ShouldBe((1, 1));
        await using var db = database.Open();
        var order = await db.Orders.SingleAsync(o => o.Number == "A-1");
        (order.Product, order.AmountMinor, order.Status).ShouldBe(("Washing machine, white", 49_900, "delivered"));
        (await db.Contacts.SingleAsync()).ExternalId.ShouldBe("c-1");
    }

    [Fact]
    public async Task Bad_rows_are_reported_by_line_and_the_others_are_stored()
    {
        await using var database = await TestDatabase.CreateAsync();
        var report = await RunAsync(database, Rows + "\nA-3,,2026-11-03,Lamp,1,EUR,\nA-4,c-1,soon,Lamp,lots,EUR,\n,c-1,2026-11-03,Lamp,1,EUR,\nA-5,c-2,2026-11-03,Lamp,1,EUR,\n");
        report[Stored.New].ShouldBe(3);
        report.Refused.Count.ShouldBe(3);
        report.Refused[0].ShouldBe("orders.csv:4: contact.externalId must not be empty.");
        report.Refused[1].ShouldStartWith("orders.csv:5: placedAt 'soon' must be a time");
        report.Refused[1].ShouldContain("amount 'lots' must be a number");
        report.Refused[2].ShouldBe("orders.csv:6: number must not be empty.");
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "must name the columns")]
    [InlineData("", "must name the columns")]
    [InlineData("contact,placedAt\nc,2026-11-01\n", "must name the columns")]
    public async Task A_file_of_another_form_is_refused(string file, string reason)
    {
        await using var database = await TestDatabase.CreateAsync();
        (await Should.ThrowAsync<RuleViolation>(() => RunAsync(database, file))).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task Another_encoding_is_named()
    {
        await using var database = await TestDatabase.CreateAsync();
        byte[] gbk = [.. "number,product\nA-1,"u8, 0xCF, 0xB4, 0xD2, 0xC2, .. "\n"u8];
        var refused = await Should.ThrowAsync<RuleViolation>(() => new ImportOrders(database.Work, new PutOrder(database.Clock)).RunAsync(new MemoryStream(gbk), "orders.csv"));
        refused.Message.ShouldContain("UTF-8");
    }

    private static Task<ImportReport> RunAsync(TestDatabase database, string rows) =>
        new ImportOrders(database.Work, new PutOrder(database.Clock)).RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(rows)), "orders.csv");
}
