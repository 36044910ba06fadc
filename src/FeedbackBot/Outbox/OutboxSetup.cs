using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Outbox;

/// <summary>The use case of this slice; the mailer comes from Connectors.</summary>
public static class OutboxSetup
{
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddOptions<OutboxOptions>();
        services.AddSingleton<DeliverOutbox>();
        services.AddSingleton<PushMessages>();
        services.AddSingleton<Messages.KeepReference>();
        return services;
    }
}
