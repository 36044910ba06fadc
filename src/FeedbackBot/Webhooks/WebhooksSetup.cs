using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Webhooks;

/// <summary>The use cases of this slice; what posts comes from Connectors, the events and the seal from the process.</summary>
public static class WebhooksSetup
{
    public static IServiceCollection AddWebhookEvents(this IServiceCollection services) => services
        .AddSingleton<Listeners>()
        .AddSingleton<CreateSubscription>()
        .AddSingleton<ChangeSubscription>()
        .AddSingleton<DeleteSubscription>()
        .AddSingleton<RotateSecret>()
        .AddSingleton<SendTestEvent>()
        .AddSingleton<ReplayDelivery>()
        .AddSingleton<ReplayFailed>()
        .AddSingleton<ForgetDeliveries>()
        .AddSingleton<DeliverWebhooks>();
}
