using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tests.StaffConsole;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Queue;

/// <summary>Search finds the same on both databases, in everything that was said and written of a case.</summary>
public sealed class SearchTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    private static readonly string[] Pieces =
    [
        "洗衣机", "漏水", "又坏了", "退款", "客服", "没人理", "快递", "包裹破损", "parcel", "parcels", "refund", "the", "broken", "kettle", "batteries", "AB12345678",
        "late", "iPhone手机", "ＦＵＬＬ", "naïve", "Müller", "2026年", "机", "of", "的", "boxes", "🙂", "don't", "e-mail", "𠮷野家", "カメラ",
    ];

    [Fact]
    public async Task Both_databases_find_the_same_cases_in_a_random_corpus_of_two_languages()
    {
        await using var sqlite = await QueueCast.StartAsync(null);
        await using var postgres = await QueueCast.StartAsync(cluster);
        var texts = Texts(new Random(7), 60).ToList();
        foreach (var cast in new[] { sqlite, postgres })
        {
            foreach (var text in texts)
            {
                await Cases.FileAsync(cast.Server, text);
            }
        }

        var (found, dice) = (0, new Random(8));
        foreach (var query in Pieces.Concat(Texts(dice, 120).Select(t => string.Join(' ', t.Split(' ').Take(1 + dice.Next(3))))).Concat(["坏了 refund", "衣机漏", "FB-7", "fb-000012", "***", "' & | !", "\"a\" OR b*"]))
        {
            var (one, other) = (await FindAsync(sqlite, query), await FindAsync(postgres, query));
            one.ShouldBe(other, query);
            found += one.Count;
        }

        found.ShouldBeGreaterThan(300);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_said_of_a_case_is_found_a_moment_later(bool onPostgres)
    {
        await using var cast = await QueueCast.StartAsync(onPostgres ? cluster : null);
        var number = await Cases.FileAsync(cast.Server, "The kettles leak", account: "NORTH-7");
        (await FindAsync(cast, "kettle")).ShouldBe([number], "a new case at once");
        var other = await Cases.FileAsync(cast.Server, "something else");
        await cast.ReplyAsync(number, "我们明天上门维修");
        await cast.NoteAsync(number, "customer is a plumber");
        await cast.HearAsync(number, "the valve is rusty");
        await cast.DoAsync(async db =>
        {
            var ticket = await db.TicketAsync(number);
            (await db.Set<Contact>().FirstAsync(c => c.Id == ticket.ContactId)).Update(new(Name: "王小明", Email: "wang@example.com", Phone: "138-0013-8000"), cast.Now);
            (await db.Accounts.FirstAsync(a => a.ExternalId == "NORTH-7")).Update(new() { Name = "Northwind Traders" }, cast.Now);
        });
        await cast.ResolveAsync(number);
        var said = System.Diagnostics.Stopwatch.StartNew();
        await WritingTests.UntilAsync(async () => (await FindAsync(cast, "plumber rusty 上门 northwind worn")).Count > 0);
        said.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        foreach (var query in new[] { "kettle", "Kettles", "上门", "维修", "plumber", "valve rusty", "valve plumber 上门", "小明", "wang@example.com", "13800138000", "138-0013-8000", "northwind", "north-7", "worn seal", TicketNumber.Format(number), $"fb {number}" })
        {
            (await FindAsync(cast, query)).ShouldBe([number], query);
        }

        (await FindAsync(cast, "plumber else")).ShouldBeEmpty();
        (await FindAsync(cast, "else")).ShouldBe([other]);
        (await FindAsync(cast, "维上")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Words_lost_or_cut_by_an_older_rule_are_built_anew_whoever_writes_meanwhile(bool onPostgres)
    {
        await using var cast = await QueueCast.StartAsync(onPostgres ? cluster : null);
        var numbers = new List<long>();
        for (var i = 0; i < 60; i++)
        {
            numbers.Add(await Cases.FileAsync(cast.Server, $"the boxes came late {i}x"));
        }

        await cast.NoteAsync(numbers[30], "plumber");
        var (search, catchUp) = (cast.The<RebuildSearch>(), cast.The<CatchUpSearch>());
        await catchUp.RunAsync();
        await cast.DoAsync(db => db.Database.ExecuteSqlAsync($"DELETE FROM ticket_search"));
        (await FindAsync(cast, "plumber")).ShouldBeEmpty();

        // The oldest case is written on and found, while those between wait.
        var edge = await search.RunAsync();
        await cast.NoteAsync(numbers[0], "electrician");
        await catchUp.RunAsync();
        (await FindAsync(cast, "electrician")).ShouldBe([numbers[0]]);
        for (; edge is { } lowest; edge = await search.RunAsync(lowest))
        {
        }

        (await FindAsync(cast, "box late")).Count.ShouldBe(60);
        (await FindAsync(cast, "box plumber")).ShouldBe([numbers[30]]);
        (await search.RunAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_commit_reads_nothing_that_was_said_before_however_long_the_case_is()
    {
        await using var cast = await QueueCast.StartAsync(null);
        var number = await Cases.FileAsync(cast.Server, "a long talk");
        await cast.ReplyAsync(number);
        for (var i = 0; i < 300; i++)
        {
            await cast.HearAsync(number, $"word{i} and more");
        }

        (await AskedInCommitAsync(cast, number, named: true)).ShouldBeEmpty();
        (await AskedInCommitAsync(cast, number, named: false)).ShouldAllBe(sql => sql.Contains("FROM \"tickets\"", StringComparison.Ordinal) && !sql.Contains("\"messages\"", StringComparison.Ordinal));
        await cast.The<CatchUpSearch>().RunAsync();
        (await FindAsync(cast, "word7 word299")).ShouldBe([number]);
    }

    /// <summary>What the step for search asks the database when the customer says one more thing.</summary>
    private static Task<List<string>> AskedInCommitAsync(QueueCast cast, long number, bool named) => cast.DoAsync(async db =>
    {
        var ticket = await db.TicketAsync(number);
        var chat = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
        chat.CountTicket();
        db.Append(chat, new(Speaker.Customer, "one more") { TicketNumber = named ? number : null }, cast.Now);
        using var asked = await new AskedCommands(db).ReadyAsync();
        await new KeepSearch().RunAsync(db);
        return asked.Texts;
    });

    private static async Task<List<long>> FindAsync(QueueCast cast, string query)
    {
        await using var db = cast.Server.Open();
        return await db.Matching(query).OrderByDescending(t => t.Number).Select(t => t.Number).ToListAsync();
    }

    private static IEnumerable<string> Texts(Random dice, int count) =>
        Enumerable.Range(0, count).Select(_ => string.Join(dice.Next(3) == 0 ? "" : " ", Enumerable.Range(0, 2 + dice.Next(5)).Select(piece => Pieces[dice.Next(Pieces.Length)])));
}
