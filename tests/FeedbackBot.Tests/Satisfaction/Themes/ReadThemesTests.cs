using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Themes;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tests.Connectors.LanguageModel;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Satisfaction.Themes;

/// <summary>Themes from what is stored, for whoever reads them.</summary>
public sealed class ReadThemesTests : IAsyncLifetime
{
    private static readonly string[] Yellow = ["屏幕发黄看不清", "屏幕发黄", "刚买就屏幕发黄", "换了新机还是屏幕发黄", "屏幕发黄，怎么办", "屏幕发黄严重"];

    private TestDatabase _database = null!;
    private StaffMember _manager = null!;
    private StaffMember _owner = null!;
    private Account _own = null!;
    private Account _other = null!;
    private long _number;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _manager = new("mei@example.com", "Mei", StaffRoles.Manager, _database.Now);
        _owner = new("wang.wei@example.com", "王伟", StaffRoles.AccountOwner, _database.Now);
        (_own, _other) = (new("OWN", _database.Now), new("OTHER", _database.Now));
        _own.GiveTo(_owner, _database.Now);
        await _database.StoreAsync(_manager, _owner, _own, _other);
        await FileAsync(_own, [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? "快递送得太慢了" : "发票抬头开错了")], 20);
        await FileAsync(_own, [.. Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? "快递送得太慢了" : "发票抬头开错了")], 3);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Descriptions_and_reasons_are_read_and_quoted_with_personal_data_covered()
    {
        await FileAsync(_own, ["屏幕发黄，我的电话13800138000", "屏幕发黄看不清", "收到就屏幕发黄"], 2);
        await AnswerAsync(_own, ["屏幕发黄，失望", "换了一台还是屏幕发黄", "屏幕发黄，我是李小萌"], 2, "李小萌");
        var report = await ReadAsync(_manager);
        var theme = report.Themes.ShouldHaveSingleItem();
        theme.Name.Name.ZhHans.ShouldBe("屏幕发黄");
        (theme.Theme.Now, theme.Theme.OfNow, theme.Theme.Before, theme.Theme.OfBefore).ShouldBe((6, 18, 0, 40));
        theme.Quotes.Count.ShouldBe(3);
        theme.Quotes.ShouldAllBe(q => !q.Text.Contains("13800138000") && !q.Text.Contains("李小萌"));
    }

    [Fact]
    public async Task An_account_owner_gets_the_words_of_own_accounts_only_and_a_hidden_case_counts_for_nobody_it_is_hidden_from()
    {
        await FileAsync(_other, Yellow, 2);
        (await ReadAsync(_manager)).Themes.ShouldHaveSingleItem();
        (await ReadAsync(_owner)).Themes.ShouldBeEmpty();
        (await ReadAsync(_owner)).Findings.VoicesNow.ShouldBe(12);
        (await ReadAsync(_manager, accounts: [_own.Id])).Themes.ShouldBeEmpty();
        await _database.StoreAsync(new Recusal(_number, _manager.Id, "subject", _database.Now), new Recusal(_number - 1, _manager.Id, "subject", _database.Now));
        (await ReadAsync(_manager)).Themes.ShouldBeEmpty("four customers are too few");
    }

    [Fact]
    public async Task Filters_narrow_the_texts_and_so_does_the_bound_and_both_are_told()
    {
        await FileAsync(_other, Yellow, 2);
        (await ReadAsync(_manager, [KeyFilter.Of(Dimension.Account, _own.Id)])).Themes.ShouldBeEmpty();
        (await ReadAsync(_manager, [new(Dimension.Topic, "billing")])).Findings.VoicesNow.ShouldBe(0);
        (await ReadAsync(_manager, [new(Dimension.Kind, "praise")])).Findings.VoicesNow.ShouldBe(0);
        (await ReadAsync(_manager, [new(Dimension.Topic, "delivery")])).Findings.VoicesNow.ShouldBe(18);
        var cut = await ReadAsync(_manager, most: 10);
        (cut.IsCut, cut.Findings.VoicesNow, cut.Findings.VoicesBefore).ShouldBe((true, 10, 10));
        (await ReadAsync(_manager)).IsCut.ShouldBeFalse();
    }

    [Fact]
    public async Task A_model_names_a_theme_once_and_a_slow_one_is_not_waited_for()
    {
        await FileAsync(_own, Yellow, 2);
        await using (var server = await LoopbackModel.SayingAsync("""{"themes":[{"id":"g1","zh":"屏幕泛黄","en":"yellow screens"}]}"""))
        {
            using var client = server.Client();
            var read = Reader(new NameThemes(NullLogger<NameThemes>.Instance, client));
            (await ReadAsync(_manager, read: read)).Themes.Single().Name.Name.En.ShouldBe("yellow screens");
            (await ReadAsync(_manager, read: read)).Themes.Single().Name.ByModel.ShouldBeTrue();
            server.Requests.Count.ShouldBe(1);
            server.Requests.Single().ToJsonString().ShouldNotContain("看不清", Case.Sensitive, "a name is told to all who see the terms, so it is made from no one's words");
        }

        var slow = Reader(new NameThemes(NullLogger<NameThemes>.Instance, new NeverAnswers()), seconds: 1);
        (await ReadAsync(_manager, read: slow)).Themes.Single().Name.ByModel.ShouldBeFalse();
    }

    private static ReadThemes Reader(NameThemes? names = null, int most = 20_000, int seconds = 5) =>
        new(names ?? new(NullLogger<NameThemes>.Instance), Options.Create(new ThemeOptions { MostTexts = most, NameSeconds = seconds }));

    private async Task<ThemeReport> ReadAsync(StaffMember reader, IReadOnlyList<KeyFilter>? where = null, IReadOnlyCollection<Guid>? accounts = null, int most = 20_000, ReadThemes? read = null)
    {
        await using var db = _database.Open();
        return await (read ?? Reader(most: most)).RunAsync(db, new() { From = _database.Now.AddDays(-7), To = _database.Now, Where = where ?? [], Accounts = accounts, Reader = reader });
    }

    private async Task FileAsync(Account account, string[] texts, int daysAgo)
    {
        await _database.Work.RunAsync(db =>
        {
            foreach (var text in texts)
            {
                var at = _database.Now.AddDays(-daysAgo);
                var contact = Contact.WithExternalId($"c{++_number}", at);
                contact.BelongTo(account, at);
                var ticket = new Ticket(_number, new()
                {
                    Kind = TicketKind.Complaint,
                    Subject = "x",
                    Description = text,
                    Language = Languages.Chinese,
                    Topics = ["delivery"],
                    ListeningPost = "phone",
                    Channel = "api",
                    ConversationId = Guid.CreateVersion7(),
                    ContactId = contact.Id,
                }, at);
                ticket.BelongTo(account);
                db.AddRange(contact, ticket);
            }

            return Task.CompletedTask;
        });
    }

    private async Task AnswerAsync(Account account, string[] reasons, int daysAgo, string name)
    {
        await _database.Work.RunAsync(db =>
        {
            foreach (var reason in reasons)
            {
                var at = _database.Now.AddDays(-daysAgo);
                var contact = Contact.WithExternalId($"a{Guid.CreateVersion7()}", at);
                contact.Update(new() { Name = name }, at);
                var answer = new Answer(Metric.Csat, 1, new() { AccountId = account.Id, ListeningPost = "phone", Kind = "complaint" }, at);
                answer.From(contact.Id, null);
                answer.Explain(reason);
                db.AddRange(contact, answer);
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>A model that takes for ever.</summary>
    private sealed class NeverAnswers : ILanguageModel
    {
        public string Id => "slow";

        public async Task<System.Text.Json.JsonElement> AskAsync(string prompt, System.Text.Json.Nodes.JsonObject input, CancellationToken cancellation)
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return default;
        }
    }
}
