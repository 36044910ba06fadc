using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Settings;
using FeedbackBot.Host.StaffConsole.Notifications;
using FeedbackBot.Outbox;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Tickets;

/// <summary>Tests of what is told of promises, on a desk of their own on either database.</summary>
public abstract class PromiseNewsDesk : IAsyncLifetime
{
    private protected PromiseDesk Desk { get; private set; } = null!;

    internal abstract Task<PromiseDesk> OpenAsync();

    public async Task InitializeAsync() => Desk = await OpenAsync();

    public async Task DisposeAsync() => await Desk.DisposeAsync();

    private protected async Task<long> GivenAsync(TicketPriority priority = TicketPriority.Normal)
    {
        var number = await Desk.ComplainAsync(priority: priority);
        await Desk.DoAsync(async db => (await db.TicketAsync(number)).Assign(Desk.Ann, Desk.By, Desk.Now));
        return number;
    }

    private protected async Task LeadAsync()
    {
        var team = (await Desk.Book.OpenAsync()).DefaultTeam;
        await Desk.DoAsync(db =>
        {
            db.TeamMembers.Add(new TeamMember(team.Id, Desk.Lee.Id, TeamMember.FirstLine, isLead: true));
            return Task.CompletedTask;
        });
    }

    private protected Task<PromisesSeen> WatchAsync() => new WatchPromises(Desk.Work, Desk.Clock).RunAsync();

    private protected Task<int> TellAsync(UnitOfWork node) => new NotifyStaff(node, Desk, Desk.Clock).RunAsync();

    private protected async Task<int> SendAsync()
    {
        await TellAsync(Desk.Work);
        return await Sender(Desk.Work).RunAsync();
    }

    private protected Task AtOnceAsync(IEnumerable<UnitOfWork> nodes) => Task.WhenAll(nodes.Select(n => Task.Run(() => Sender(n).RunAsync())));

    private SendNotifications Sender(UnitOfWork node) =>
        new(node, Desk, Desk.Clock, Options.Create(new FeedbackBotOptions { PublicUrl = "https://feedback.example.com" }), NullLogger<SendNotifications>.Instance);

    /// <summary>What is unread, by whom.</summary>
    private protected async Task<List<string>> ToldAsync()
    {
        await TellAsync(Desk.Work);
        await using var db = Desk.CreateDbContext();
        var names = await db.Staff.ToDictionaryAsync(s => s.Id, s => s.Name);
        var unread = await db.Notifications.AsNoTracking().Where(n => n.ReadAt == null && NotificationCode.OfPromises.Contains(n.Code)).ToListAsync();
        return [.. unread.Select(n => $"{(n.StaffId is { } id ? names[id] : n.Address)} {n.Code}").Order(StringComparer.Ordinal)];
    }

    private protected async Task<int> CardsAsync()
    {
        await using var db = Desk.CreateDbContext();
        return await db.Outbox.CountAsync(o => o.Kind == OutboxItem.TeamsKind);
    }

    private protected async Task<List<Email>> MailsAsync()
    {
        await using var db = Desk.CreateDbContext();
        var items = await db.Outbox.AsNoTracking().Where(o => o.Kind == OutboxItem.EmailKind).OrderBy(o => o.CreatedAt).ToListAsync();
        return [.. items.Select(i => JsonSerializer.Deserialize<Email>(i.Payload, StoredJson.Options)!)];
    }
}
