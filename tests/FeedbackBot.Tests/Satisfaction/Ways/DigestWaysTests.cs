using System.Net;
using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Connectors.FileDrop;
using FeedbackBot.Connectors.Webhooks;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction.Ways;
using FeedbackBot.Storage;
using FeedbackBot.Tests.Satisfaction.Watch;
using FeedbackBot.Tests.Surveys;
using FeedbackBot.Tests.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Satisfaction.Ways;

/// <summary>Digests by e-mail, as a Teams card, as signed JSON and as a file: each once, each tried again by itself.</summary>
public sealed class DigestWaysTests : IAsyncLifetime
{
    private const string Teams = "https://example.webhook.office.com/hook";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpListener _listener = new();
    private readonly List<(string Path, string Body, string Signature, string Timestamp, string Id)> _received = [];
    private SurveyCast _cast = null!;
    private string _hook = "";
    private int _answer = 200;

    public async Task InitializeAsync()
    {
        _cast = await SurveyCast.CreateAsync();
        var port = FreePort();
        _hook = $"http://127.0.0.1:{port}/digests";
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _ = ListenAsync();
    }

    public async Task DisposeAsync()
    {
        _listener.Close();
        _folder.Dispose();
        await _cast.DisposeAsync();
    }

    [Fact]
    public async Task Each_chosen_way_gets_one_item_in_the_commit_of_the_digest_however_often_it_is_run()
    {
        await ChooseAsync(new(true, Teams, _hook, true));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _cast.Database.Digests().RunAsync())));
        await _cast.Database.Digests().RunAsync();
        await using var db = _cast.Database.Open();
        (await db.Outbox.Select(o => o.Kind).ToListAsync()).ShouldBe(["email", "teams", "webhook", "file"], ignoreOrder: true);
        (await db.DigestDeliveries.Select(d => d.Way).ToListAsync()).ShouldBe([DigestWay.Email, DigestWay.Teams, DigestWay.Webhook, DigestWay.File], ignoreOrder: true);
        var card = (await db.Outbox.SingleAsync(o => o.Kind == "teams")).Payload;
        JsonDocument.Parse(card).RootElement.GetProperty("attachments")[0].GetProperty("content").GetProperty("type").GetString().ShouldBe("AdaptiveCard");
        card.ShouldContain("客户满意度周报");
    }

    [Fact]
    public async Task Whoever_chose_nothing_is_sent_e_mail()
    {
        await _cast.Database.Digests().RunAsync();
        await using var db = _cast.Database.Open();
        (await db.DigestDeliveries.SingleAsync()).Way.ShouldBe(DigestWay.Email);
    }

    [Fact]
    public async Task The_receiver_of_json_can_check_who_sent_it_and_the_secret_is_nowhere_in_the_outbox()
    {
        var secret = (await ChooseAsync(new(false, null, _hook, false))).WebhookSecret.ShouldNotBeNull();
        await _cast.Database.Digests().RunAsync();
        (await Delivery().RunAsync()).ShouldBe(new(1, 0));
        var got = _received.ShouldHaveSingleItem();
        WebhookVerifier.IsGenuine(got.Id, got.Timestamp, got.Signature, got.Body, new DateTimeOffset(_cast.Database.Now).ToUnixTimeSeconds(), secret).ShouldBeTrue();
        var json = JsonDocument.Parse(got.Body).RootElement;
        json.GetProperty("type").GetString().ShouldBe("digest");
        json.GetProperty("accounts")[0].GetProperty("externalId").GetString().ShouldBe("HARBOUR");
        json.GetProperty("period").GetProperty("name").GetString().ShouldBe("2026-W46");
        await using var db = _cast.Database.Open();
        var item = await db.Outbox.SingleAsync();
        item.Payload.ShouldNotContain(secret);
        got.Id.ShouldBe(item.Id.ToString());
    }

    [Fact]
    public async Task A_failed_way_is_tried_again_under_the_same_id_and_holds_up_no_other_and_what_was_given_up_can_be_sent_once_more()
    {
        await ChooseAsync(new(false, null, _hook, true));
        await _cast.Database.Digests().RunAsync();
        _answer = 500;
        (await Delivery(mostAttempts: 2).RunAsync()).ShouldBe(new(1, 1));
        _cast.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await Delivery(mostAttempts: 2).RunAsync();
        await using (var db = _cast.Database.Open())
        {
            (await db.Outbox.SingleAsync(o => o.Kind == "webhook")).ShouldSatisfyAllConditions(o => o.Status.ShouldBe(OutboxStatus.Dead), o => o.LastError.ShouldBe("The webhook answered 500."));
            (await db.Outbox.SingleAsync(o => o.Kind == "file")).Status.ShouldBe(OutboxStatus.Sent);
        }

        _answer = 200;
        var digest = await _cast.Database.LastDigestAsync();
        await Should.ThrowAsync<RuleViolation>(() => _cast.Database.Work.RunAsync(db => new RetryDigest(_cast.Database.Clock).RunAsync(db, digest, _cast.Agent)));
        await _cast.Database.Work.RunAsync(db => new RetryDigest(_cast.Database.Clock).RunAsync(db, digest, _cast.Owner));
        (await Delivery().RunAsync()).ShouldBe(new(1, 0));
        _received.Select(r => r.Id).Distinct().Count().ShouldBe(1);
        _received.Select(r => r.Timestamp).Distinct().Count().ShouldBe(2, "a retry is signed anew");
    }

    [Fact]
    public async Task A_file_is_whole_in_its_folder_and_a_repeat_replaces_it()
    {
        await ChooseAsync(new(false, null, null, true));
        await _cast.Database.Digests().RunAsync();
        await Delivery().RunAsync();
        var file = Directory.GetFiles(_folder.Path).ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldStartWith("digest-2026-W46-");
        (await File.ReadAllTextAsync(file)).ShouldContain("Harbour Foods");
        var drop = Drop();
        await drop.DeliverAsync(Guid.CreateVersion7(), Path.GetFileName(file), "again", CancellationToken.None);
        (await File.ReadAllTextAsync(file)).ShouldBe("again");
        foreach (var name in new[] { "../escape.html", "", ".hidden", "a/b.html", "a b.html" })
        {
            await Should.ThrowAsync<InvalidOperationException>(() => drop.DeliverAsync(Guid.CreateVersion7(), name, "x", CancellationToken.None));
        }

        Directory.GetFiles(_folder.Path).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest", null)]
    [InlineData("https://hooks.example.com/x", null)]
    [InlineData("https://user:pw@127.0.0.1/x", null)]
    [InlineData("ftp://127.0.0.1/x", null)]
    [InlineData(null, "https://internal.example.com/teams")]
    public async Task Addresses_that_no_setting_allows_are_refused_and_nothing_is_kept(string? webhook, string? teams)
    {
        await Should.ThrowAsync<RuleViolation>(() => ChooseAsync(new(true, teams, webhook, false)));
        await using var db = _cast.Database.Open();
        (await db.DigestWays.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task An_address_that_the_settings_no_longer_allow_is_not_called()
    {
        await ChooseAsync(new(false, null, _hook, false));
        await _cast.Database.Digests().RunAsync();
        (await Delivery(hosts: []).RunAsync()).ShouldBe(new(0, 1));
        _received.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_way_at_all_is_refused_others_may_not_choose_and_a_managers_choice_goes_on_the_trail()
    {
        (await Should.ThrowAsync<RuleViolation>(() => ChooseAsync(new(false, " ", null, false)))).Code.ShouldBe("no_way");
        (await Should.ThrowAsync<RuleViolation>(() => ChooseAsync(new(true, null, null, false), _cast.Agent))).Code.ShouldBe("not_found");
        var manager = await _cast.Database.StoreAsync(new StaffMember("mei@example.com", "Mei", StaffRoles.Administrator, _cast.Database.Now));
        var first = await ChooseAsync(new(true, null, _hook, true), manager);
        var same = await ChooseAsync(new(true, null, _hook, false));
        same.WebhookSecret.ShouldBe(first.WebhookSecret);
        (await ChooseAsync(new(true, null, _hook, false, NewSecret: true))).WebhookSecret.ShouldNotBe(first.WebhookSecret);
        (await ChooseAsync(new(true, null, null, false))).WebhookSecret.ShouldBeNull();
        await using var db = _cast.Database.Open();
        (await db.Set<FeedbackBot.Access.AuditEntry>().SingleAsync(a => a.Code == "account.ways")).Arguments["what"].ShouldBe("email, webhook, file");
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private Task<DigestWays> ChooseAsync(DigestWaysForm form, StaffMember? by = null) =>
        _cast.Database.Work.RunAsync(db => new ChooseDigestWays(_cast.Database.Clock, Settings(["127.0.0.1"])).RunAsync(db, _cast.Owner.Id, form, by ?? _cast.Owner));

    private FolderDrop Drop() => new(Options.Create(new FileDropOptions { Folder = _folder.Path }));

    private DeliverOutbox Delivery(int mostAttempts = 12, string[]? hosts = null) => new(
        _cast.Database.Work, new Tests.Outbox.MailCast.ScriptedMailer((_, _) => Task.CompletedTask), _cast.Database.Clock, Options.Create(new OutboxOptions { MostAttempts = mostAttempts }),
        NullLogger<DeliverOutbox>.Instance, [new DigestWebhook(new WebhookPost(Settings(hosts ?? ["127.0.0.1"]), _cast.Database.Clock), _cast.Database.Contexts, Settings(hosts ?? ["127.0.0.1"])), Drop()]);

    private static IOptions<OutboxOptions> Settings(string[] hosts) => Options.Create(new OutboxOptions { WebhookHosts = hosts });

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext call;
            try
            {
                call = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(call.Request.InputStream);
            var headers = call.Request.Headers;
            _received.Add((call.Request.Url!.AbsolutePath, await reader.ReadToEndAsync(), headers["webhook-signature"]!, headers["webhook-timestamp"]!, headers["webhook-id"]!));
            call.Response.StatusCode = _answer;
            call.Response.Close();
        }
    }
}
