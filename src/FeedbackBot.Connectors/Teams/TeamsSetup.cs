using FeedbackBot.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Connectors.Teams;

/// <summary>Adds the channel where a registration is set; elsewhere the product does not know of it.</summary>
public static class TeamsSetup
{
    public static IServiceCollection AddTeams(this IServiceCollection services, TeamsOptions settings)
    {
        services.AddOptions<TeamsOptions>();
        return settings.IsConfigured
            ? services.AddSingleton<ChannelTokens>().AddSingleton<ConnectorToken>().AddSingleton<ThreadPace>().AddSingleton<IMessenger, BotConnector>()
            : services;
    }
}
