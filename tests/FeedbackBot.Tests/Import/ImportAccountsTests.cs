using System.Text;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Api;
using FeedbackBot.Host.Import;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Import;

/// <summary>A file of accounts, as ERP and CRM export it.</summary>
public sealed class ImportAccountsTests
{
    private const string Rows =
        """
        external_id;Name;Owner;Owner Name;Parent;Annual value;potentialValue;currency;customerSince;orderCount;relationshipLevel;region
        A-2;Harbour Branch;;;A-1;100.50;;EUR;;;;
        A-1;港湾酒店;Wang.Wei@example.com;王伟;;4200000;4300000.5;CNY;2016-03-01;412;Partnership;华东
        """;

    [Fact]
    public async Task Everything_is_taken_and_the_same_file_again_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        (await RunAsync(database, Rows))[Stored.New].ShouldBe(2);
        database.Clock.Advance(TimeSpan.FromDays(1));
        var again = await RunAsync(database, Rows);
        (again[Stored.New], again[Stored.Changed], again[Stored.Unchanged], again.Rows.Count).ShouldBe((0, 0, 2, 0));
        await using var db = database.Open();
        var (head, branch) = (await db.Accounts.SingleAsync(a => a.ExternalId == "A-1"), await db.Accounts.SingleAsync(a => a.ExternalId == "A-2"));
        (head.Name, head.AnnualValueMinor, head.PotentialValueMinor, head.Currency).ShouldBe(("港湾酒店", 420_000_000, 430_000_050, "CNY"));
        (head.CustomerSince, head.OrderCount, head.RelationshipLevel, head.Region).ShouldBe((new DateOnly(2016, 3, 1), 412, RelationshipLevel.Partnership, "华东"));
        (branch.ParentId, branch.AnnualValueMinor, branch.OwnerId).ShouldBe((head.Id, 10_050, null));
        head.UpdatedAt.ShouldBe(database.Now.AddDays(-1));
        var owner = await db.Staff.SingleAsync();
        (owner.Email, owner.Name, owner.Id, owner.Roles).ShouldBe(("wang.wei@example.com", "王伟", head.OwnerId!.Value, StaffRoles.AccountOwner));
    }

    [Fact]
    public async Task What_changed_is_changed_and_what_is_left_empty_stays()
    {
        await using var database = await TestDatabase.CreateAsync();
        await RunAsync(database, Rows);
        var changed = await RunAsync(database, "externalId,annualValue,owner\nA-1,10,li.na@example.com\nA-2,,\n");
        (changed[Stored.Changed], changed[Stored.Unchanged]).ShouldBe((1, 1));
        await using var db = database.Open();
        var account = await db.Accounts.SingleAsync(a => a.ExternalId == "A-1");
        (account.AnnualValueMinor, account.Name, account.OrderCount).ShouldBe((1_000, "港湾酒店", 412));
        (await db.Staff.SingleAsync(s => s.Id == account.OwnerId)).Email.ShouldBe("li.na@example.com");
    }

    [Fact]
    public async Task Bad_rows_are_reported_by_line_and_column_leave_nothing_behind_and_the_others_are_stored()
    {
        await using var database = await TestDatabase.CreateAsync();
        var report = await RunAsync(database, "externalId,name,owner,ownerName,parent,annualValue,customerSince,orderCount,relationshipLevel\n"
            + "B-1,One,,,,lots,,many,\nB-2,,,,,,,,\n,Three,,,,,,,\nB-4,Four,no address,,,,,,\nB-5,Five,,Somebody,,,,,\nB-6,Six,,,,1,yesterday,,\nB-7,Seven,,,B-7,,,,\nB-8,Eight,,,,-1,,,\nB-9,Nine,,,,,,,best\nB-10,Ten,,,,5,,,basic\n");
        report[Stored.New].ShouldBe(1);
        report.Rows.Select(r => $"{r.Line} {r.Code} {string.Join('+', r.Columns)}").ShouldBe([
            "2 malformed annualValue+orderCount", "3 required name", "4 required externalId", "5 malformed owner.email", "6 malformed owner", "7 malformed customerSince",
            "8 out_of_range parent", "9 malformed annualValue", "10 malformed relationshipLevel"]);
        report.Refused[0].ShouldBe("accounts.csv:2: annualValue 'lots' must be a number such as 1250.50. orderCount 'many' must be a whole number.");
        await using var db = database.Open();
        (await db.Accounts.Select(a => a.ExternalId).ToListAsync()).ShouldBe(["B-10"]);
        (await db.Staff.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_ring_of_parents_is_refused_and_the_row_that_would_close_it_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        var report = await RunAsync(database, "externalId,name,parent\nC-1,One,C-2\nC-2,Two,C-3\nC-3,Three and all,C-1\n");
        report.Rows.ShouldHaveSingleItem().Line.ShouldBe(4);
        await using var db = database.Open();
        (await db.Accounts.SingleAsync(a => a.ExternalId == "C-3")).ShouldSatisfyAllConditions(a => a.ParentId.ShouldBeNull(), a => a.Name.ShouldBe("C-3"));
    }

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("name,owner\nx,y@example.com\n")]
    [InlineData("")]
    public async Task A_file_of_another_form_is_refused(string file)
    {
        await using var database = await TestDatabase.CreateAsync();
        (await Should.ThrowAsync<RuleViolation>(() => RunAsync(database, file))).Message.ShouldContain("must name the columns");
    }

    [Fact]
    public async Task A_file_that_turns_out_not_to_be_UTF_8_has_stored_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        var rows = Encoding.UTF8.GetBytes("externalId,name\n" + string.Concat(Enumerable.Range(1, 20_000).Select(i => $"D-{i},Name\n")));
        using var file = new MemoryStream([.. rows, .. "D-0,caf"u8, 0xE9, (byte)'\n']);
        (await Should.ThrowAsync<RuleViolation>(() => Import(database).RunAsync(file, "accounts.csv"))).Message.ShouldContain("UTF-8");
        await using var db = database.Open();
        (await db.Accounts.CountAsync()).ShouldBe(0);
    }

    private static ImportAccounts Import(TestDatabase database) => new(database.Work, new(database.Clock));

    private static async Task<ImportReport> RunAsync(TestDatabase database, string rows)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(rows));
        return await Import(database).RunAsync(file, "accounts.csv");
    }
}
