using FeedbackBot.Connectors.AzureLanguage;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using FeedbackBot.Webhooks;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FeedbackBot.Host;

/// <summary>Whether the process lives, and whether each part it needs is ready.</summary>
public static class Health
{
    private static readonly TimeSpan OldestWaiting = TimeSpan.FromMinutes(15);

    public static void AddHealth(this IServiceCollection services)
    {
        var checks = services.AddHealthChecks()
            .AddDbContextCheck<FeedbackDb>("database")
            .Add(new("outbox", provider => new OutboxAge(provider.GetRequiredService<IDbContextFactory<FeedbackDb>>(), provider.GetRequiredService<TimeProvider>()), null, null))
            .Add(new("webhooks", provider => new WebhookAge(provider.GetRequiredService<IDbContextFactory<FeedbackDb>>(), provider.GetRequiredService<TimeProvider>()), null, null))
            .Add(new("reader", provider => new ReaderWorks(provider.GetRequiredService<EmbeddedReader>()), null, null));
        if (services.Any(s => s.ServiceType == typeof(AnalyzeText)))
        {
            checks.Add(new("azure language", provider => new AzureAnswers(provider.GetRequiredService<AnalyzeText>()), null, null));
        }
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).ExcludeFromDescription();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            ResponseWriter = (http, report) => http.Response.WriteAsJsonAsync(new
            {
                status = report.Status.ToString().ToLowerInvariant(),
                parts = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString().ToLowerInvariant(), detail = e.Value.Description }),
            }),
        });
    }

    private sealed class OutboxAge(IDbContextFactory<FeedbackDb> contexts, TimeProvider time) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var oldest = await db.Outbox.Where(o => o.Status == OutboxStatus.Waiting).MinAsync(o => (DateTime?)o.CreatedAt, cancellationToken);
            var age = oldest == null ? TimeSpan.Zero : time.GetUtcNow().UtcDateTime - oldest.Value;
            return age < OldestWaiting
                ? HealthCheckResult.Healthy($"oldest waiting: {age.TotalSeconds:0} s")
                : HealthCheckResult.Degraded($"oldest waiting: {age.TotalMinutes:0} min");
        }
    }

    /// <summary>What a receiver lacks is a matter between it and whoever looks after it; the site itself stays ready.</summary>
    private sealed class WebhookAge(IDbContextFactory<FeedbackDb> contexts, TimeProvider time) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var (receivers, deliveries) = (db.WebhookSubscriptions.Where(s => s.Enabled).Select(s => s.Id), db.WebhookDeliveries);
            var oldest = await deliveries.Where(d => d.Status == WebhookDeliveryStatus.Waiting && receivers.Contains(d.SubscriptionId)).MinAsync(d => (DateTime?)d.Since, cancellationToken);
            var dead = await deliveries.CountAsync(d => d.Status == WebhookDeliveryStatus.Dead && receivers.Contains(d.SubscriptionId), cancellationToken);
            var age = oldest == null ? TimeSpan.Zero : time.GetUtcNow().UtcDateTime - oldest.Value;
            var detail = $"oldest waiting: {age.TotalMinutes:0} min, given up: {dead}";
            return age < OldestWaiting ? HealthCheckResult.Healthy(detail) : HealthCheckResult.Degraded(detail);
        }
    }

    /// <summary>Asks nothing of the service, which would cost money: says how its latest calls went. Without it the embedded reader goes on alone.</summary>
    private sealed class AzureAnswers(AnalyzeText service) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(service.Resting is { Count: > 0 } resting
                ? HealthCheckResult.Degraded($"left alone for a while after failures: {string.Join(", ", resting)}")
                : HealthCheckResult.Healthy("answers, or was not asked lately"));
    }

    private sealed class ReaderWorks(EmbeddedReader reader) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var reading = reader.Read("my parcel never came", null);
            return Task.FromResult(reading.Kind == null ? HealthCheckResult.Unhealthy("reads nothing") : HealthCheckResult.Healthy(reading.Reader));
        }
    }
}
