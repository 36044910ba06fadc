using Microsoft.AspNetCore.Identity;

namespace FeedbackBot.Host.SignIn;

/// <summary>How a member of staff proves who they are; its id is the member's id. What they may do stands on the member of staff.</summary>
public sealed class StaffLogin : IdentityUser
{
    /// <summary>The password was made up by somebody else and must be replaced at the first sign-in.</summary>
    public bool MustChangePassword { get; set; }
}
