using System.Net.Http.Headers;
using System.Net.Http.Json;
using FeedbackBot.Tests.DirectLine;
using FeedbackBot.Tests.Webhooks;
using FeedbackBot.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Crash;

/// <summary>kill -9 between the commit of a fact and the end of its delivery: nothing is lost, and what comes twice comes under one id.</summary>
public sealed class KillDuringWebhookTests
{
    private const int Cases = 5;

    [Fact]
    public async Task What_was_written_arrives_after_the_restart_under_the_id_it_had()
    {
        using var receiver = new Receiver { Answer = _ => null };
        await using var server = await ServerProcess.StartAsync(("Outbox:WebhookHosts:0", "127.0.0.1"), ("Webhooks:DeadlineSeconds", "2"));
        using (var http = server.Client())
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.ApiKey);
            using var made = await http.PostAsJsonAsync("/api/v1/webhooks", new { url = receiver.Url, types = new[] { "ticket.created" } });
            made.EnsureSuccessStatusCode();
            for (var i = 0; i < Cases; i++)
            {
                using var opened = await http.PostAsJsonAsync("/api/v1/tickets", new { text = "late" });
                opened.EnsureSuccessStatusCode();
            }
        }

        await receiver.UntilAsync(calls => calls.Count > 0);
        await server.KillAsync();
        var before = receiver.Calls.Select(c => c.Id).ToHashSet();
        receiver.Answer = _ => 200;
        await server.StartAgainAsync();
        await using var db = server.OpenDatabase();
        var told = (await db.WebhookEvents.Select(e => e.Id).ToListAsync()).ConvertAll(id => id.ToString());
        told.Count.ShouldBe(Cases);
        await receiver.UntilAsync(calls => calls.Select(c => c.Id).Distinct().Count() == Cases && calls.CountBy(c => c.Id).Count(c => c.Value > 1) >= before.Count, seconds: 60);
        receiver.Calls.Select(c => c.Id).Distinct().ShouldBe(told, ignoreOrder: true);
    }
}
