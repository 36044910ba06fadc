using FeedbackBot.Host.StaffConsole.Queue;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tests.StaffConsole;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Queue;

/// <summary>Whichever way a page is found, it is the page.</summary>
public sealed class PagingTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    private static readonly string[] Kinds = ["complaint", "praise", "question", "suggestion"];
    private static readonly string[] Moods = ["negative", "neutral", "positive"];
    private static readonly string[] Statuses = ["new", "open", "waiting_on_customer", "on_hold", "resolved", "closed"];
    private static readonly string[] Topics = ["delivery", "billing", "account"];
    private static readonly string[] Texts = ["the parcel is late", "refund for the kettle", "包裹破损 退款", "parcel and refund"];

    /// <summary>Short looks, so that a hundred cases take every way that a million takes.</summary>
    [Theory]
    [InlineData(false, 12, 4, 4, 9)]
    [InlineData(false, 12, 4, 4, 1000)]
    [InlineData(false, 10_000, 10_000, 2_000, 50_000)]
    [InlineData(true, 12, 4, 4, 9)]
    public async Task Any_filters_give_the_cases_that_a_plain_question_gives(bool onPostgres, int numbers, int hits, int few, int common)
    {
        await using var cast = await QueueCast.StartAsync(onPostgres ? cluster : null);
        var dice = new Random(5);
        await ScatterAsync(cast, dice, 120);
        await using var db = cast.Server.Open();
        var book = await cast.The<RoutingBook>().OpenAsync();
        var member = await QueueMember.OfAsync(db, cast.Ann, book, CancellationToken.None);
        var found = 0;
        for (var round = 0; round < 250; round++)
        {
            var filter = AnyFilter(dice, cast);
            IQueryable<Ticket> Narrow(IQueryable<Ticket> tickets) => tickets.VisibleTo(db, cast.Ann).Narrow(db, filter, member, book);
            var plain = await PlainAsync(Narrow(filter.Words == null ? db.Tickets : db.Matching(filter.Words)), filter).Take(9).ToListAsync();
            (await Paging.NumbersAsync(db, filter, Narrow, 9, CancellationToken.None, new(numbers, hits, few, common))).ShouldBe(plain, filter.ToString());
            found += plain.Count;
        }

        found.ShouldBeGreaterThan(300);
    }

    [Theory]
    [InlineData("q=parcel")]
    [InlineData("q=refund&kind=complaint&status=any")]
    [InlineData("q=parcel&sort=oldest")]
    [InlineData("status=any")]
    [InlineData("view=due&kind=complaint")]
    [InlineData("kind=complaint&priority=high")]
    public async Task A_first_page_is_found_in_order_and_nothing_is_sorted(string address)
    {
        await using var cast = await QueueCast.StartAsync(null);
        await ScatterAsync(cast, new Random(6), 40);
        await using var db = cast.Server.Open();
        var book = await cast.The<RoutingBook>().OpenAsync();
        var member = await QueueMember.OfAsync(db, cast.Ann, book, CancellationToken.None);
        var filter = QueueFilter.Read(new Microsoft.AspNetCore.Http.QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address)));
        using var asked = await new AskedCommands(db).ReadyAsync();
        await Paging.NumbersAsync(db, filter, t => t.VisibleTo(db, cast.Ann).Narrow(db, filter, member, book), 1, CancellationToken.None);
        var sql = asked.Texts[^1];
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var name in System.Text.RegularExpressions.Regex.Matches(sql, "@\\w+").Select(m => m.Value).Distinct())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, name == "@p0" ? "\"parcel\"" : 1);
            command.Parameters.Add(parameter);
        }

        await db.Database.OpenConnectionAsync();
        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(3));
        }

        plan.ShouldNotBeEmpty();
        plan.ShouldAllBe(step => !step.Contains("TEMP B-TREE", StringComparison.Ordinal), $"{sql}\n{string.Join('\n', plan)}");
    }

    private static IQueryable<long> PlainAsync(IQueryable<Ticket> tickets, QueueFilter filter)
    {
        var (edge, at) = (filter.After?.Number, filter.After?.At ?? DateTime.MinValue);
        return filter.Order switch
        {
            QueueOrder.Newest => tickets.Where(t => edge == null || t.Number < edge).OrderByDescending(t => t.Number).Select(t => t.Number),
            QueueOrder.Oldest => tickets.Where(t => edge == null || t.Number > edge).OrderBy(t => t.Number).Select(t => t.Number),
            QueueOrder.Due => tickets.Where(t => t.NextDueAt != null && (edge == null || t.NextDueAt > at || (t.NextDueAt == at && t.Number > edge)))
                .OrderBy(t => t.NextDueAt).ThenBy(t => t.Number).Select(t => t.Number),
            _ => tickets.Where(t => t.WaitingSince != null && (edge == null || t.WaitingSince > at || (t.WaitingSince == at && t.Number > edge)))
                .OrderBy(t => t.WaitingSince).ThenBy(t => t.Number).Select(t => t.Number),
        };
    }

    private static QueueFilter AnyFilter(Random dice, QueueCast cast)
    {
        string? Some(int often, params string[] words) => dice.Next(10) < often ? words[dice.Next(words.Length)] : null;
        var sort = Some(3, [.. QueueOrder.All]);
        var after = dice.Next(4) == 0 ? new QueueCursor(dice.Next(1, 130), cast.Now.AddHours(dice.Next(-40, 40))) : null;
        return new()
        {
            View = QueueView.All[dice.Next(QueueView.All.Count)],
            Status = Some(4, [QueueFilter.AnyStatus, .. Statuses]),
            Kind = Some(4, [QueueFilter.Nobody, .. Kinds]),
            Priority = Some(3, "low", "normal", "high", "urgent"),
            Sentiment = Some(3, Moods),
            Topic = Some(3, [.. Topics, "nosuch"]),
            Assignee = Some(2, QueueFilter.Me, QueueFilter.Nobody, cast.Bo.Id.ToString()),
            Account = Some(2, "NORTH-7", "nosuch"),
            Tag = Some(1, "vip", "🙂"),
            Q = Some(4, "parcel", "refund", "退款", "kettle refund", "nosuch"),
            Sort = sort,
            After = after,
        };
    }

    private static async Task ScatterAsync(QueueCast cast, Random dice, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Cases.FileAsync(cast.Server, Texts[dice.Next(Texts.Length)], account: dice.Next(4) == 0 ? "NORTH-7" : null);
        }

        await cast.DoAsync(async db =>
        {
            foreach (var number in await db.Tickets.Select(t => t.Number).ToListAsync())
            {
                string Of(params string[] words) => $"'{words[dice.Next(words.Length)]}'";
                var (kind, mood, who) = (dice.Next(8) == 0 ? "NULL" : Of(Kinds), dice.Next(8) == 0 ? "NULL" : Of(Moods), new[] { null, cast.Ann, cast.Bo }[dice.Next(3)]);
                var times = new[] { dice.Next(3), dice.Next(3) }.Select(t => t == 0 ? (DateTime?)null : cast.Now.AddHours(dice.Next(-30, 30))).ToArray();
                await db.Tickets.Where(t => t.Number == number).ExecuteUpdateAsync(set => set
                    .SetProperty(t => t.AssigneeId, who == null ? null : who.Id).SetProperty(t => t.NextDueAt, times[0]).SetProperty(t => t.WaitingSince, times[1]));
                var sql = $$"""
                    UPDATE tickets SET kind = {{kind}}, sentiment_label = {{mood}}, status = {{Of(Statuses)}}, priority = {{dice.Next(4)}},
                        topics = '["{{Topics[dice.Next(Topics.Length)]}}"]', tags = {{(dice.Next(6) == 0 ? "'[\"vip\"]'" : "'[]'")}} WHERE number = {{number}}
                    """;
                await db.Database.ExecuteSqlRawAsync(sql);
                await db.MarkStaleAsync(number);
            }
        });
        await cast.The<CatchUpSearch>().RunAsync();
    }
}
