using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>Shows what a digest would say now, and sends it to whoever looks at it as a test: nothing counts as sent by that. For owners their own, for managers anybody's.</summary>
public sealed class TryDigest(UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, SendDigests send, ReadDigestFacts readFacts, TimeProvider time, IOptions<SatisfactionOptions> options)
{
    /// <param name="period">Such as 2026-W47 or 2026-11; null is the last week that is over.</param>
    public async Task<Email> RunAsync(Guid ownerId, string? period, StaffMember by, bool post, CancellationToken cancellation = default)
    {
        Email email;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var owner = by.Manages || by.Id == ownerId ? await send.Owners(db).FirstOrDefaultAsync(s => s.Id == ownerId, cancellation) : null;
            var facts = await readFacts.RunAsync(db, new(owner ?? throw new RuleViolation("not_found", "There is no such owner."), by), send.PeriodOf(period));
            email = ComposeDigest.Compose(facts, options.Value.BaseUrl);
        }

        if (post)
        {
            email = email with { To = by.Email, ToName = by.Name, Subject = DigestTexts.In(by.Language).Fill("test", ("subject", email.Subject)) };
            await unitOfWork.RunAsync(db => Task.FromResult(db.Post(email, time.GetUtcNow().UtcDateTime)), cancellation);
        }

        return email;
    }
}
