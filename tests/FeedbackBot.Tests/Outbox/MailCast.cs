using FeedbackBot.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Outbox;

/// <summary>E-mails to send, and mailers that do what a test tells them.</summary>
internal static class MailCast
{
    public static readonly Email Letter = new(
        "wang.wei@example.com", "王伟 Wang", "客户满意度周报 2026-W46：海港食品等 2 个客户有新动态，请查看", "您好：\n满意度 80%。\n", "<p>满意度 <b>80%</b></p>");

    public static DeliverOutbox Delivery(TestDatabase database, IMailer mailer, int deadlineSeconds = 10, int mostAttempts = 12, int atOnce = 4) => new(
        database.Work, mailer, database.Clock,
        Options.Create(new OutboxOptions { DeadlineSeconds = deadlineSeconds, MostAttempts = mostAttempts, AtOnce = atOnce }),
        NullLogger<DeliverOutbox>.Instance);

    public static Task<OutboxItem> PostAsync(this TestDatabase database, Email? email = null) =>
        database.Work.RunAsync(db => Task.FromResult(db.Post(email ?? Letter, database.Now)));

    public static async Task<OutboxItem> ItemAsync(this TestDatabase database, Guid id)
    {
        await using var db = database.Open();
        return await db.Outbox.AsNoTracking().SingleAsync(o => o.Id == id);
    }

    /// <summary>Calls back for every delivery and counts them.</summary>
    public sealed class ScriptedMailer(Func<Email, CancellationToken, Task> send) : IMailer
    {
        private readonly List<Guid> _ids = [];

        public IReadOnlyList<Guid> Ids
        {
            get
            {
                lock (_ids)
                {
                    return [.. _ids];
                }
            }
        }

        public async Task SendAsync(Guid id, Email email, CancellationToken cancellation)
        {
            lock (_ids)
            {
                _ids.Add(id);
            }

            await send(email, cancellation);
        }
    }
}
